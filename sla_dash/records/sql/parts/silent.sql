-- include untouched
-- Open leads and opportunities in which nothing has happened since an instant: those that loading found ($prepared), or,
-- of a past morning, found anew.
with silent as (
    select
        coalesce(deal_id, lead_id) as record_id,
        case when deal_id is null then 'lead' else 'opportunity' end as record,
        *
    from open_records
    where
        $prepared
        and last_at <= $quiet_since
    union all
    select
        coalesce(deal_id, lead_id) as record_id,
        case when deal_id is null then 'lead' else 'opportunity' end as record,
        *
    from untouched
    where
        not $prepared
        and last_at <= $quiet_since
)
