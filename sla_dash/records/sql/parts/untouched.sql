-- Open leads and opportunities, when somebody last touched each and when it last changed; a lead with a deal is followed
-- as its deal.
with at_hand as (
    select
        f.lead_id,
        null as deal_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $quiet_since then null else f.owner end as owner,
        f.contact_at,
        f.qualified_at as since_at,
        greatest(
            f.qualified_at,
            case when f.assigned_at <= $quiet_since then f.assigned_at end,
            case when f.accepted_at <= $quiet_since then f.accepted_at end
        ) as changed_at,
        f.last_touched_at
    from held as f
    where
        f.counted
        and f.qualified_at <= $quiet_since
        and (f.ended_at is null or f.ended_at > $as_of)
        and (f.won_at is null or f.won_at > $as_of)
        and (f.opportunity_at is null or f.opportunity_at > $as_of)
        and (f.assigned_at is null or f.assigned_at <= $quiet_since or f.assigned_at > $as_of)
        and (f.accepted_at is null or f.accepted_at <= $quiet_since or f.accepted_at > $as_of)
        and (f.last_touched_at is null or f.last_touched_at <= $quiet_since or f.last_touched_at > $as_of)
    union all
    select
        d.lead_id,
        d.deal_id,
        coalesce(d.stream, f.stream) as stream,
        f.lead_type,
        coalesce(d.owner, case when f.assigned_at > $as_of then null else f.owner end) as owner,
        f.contact_at,
        d.opened_at as since_at,
        d.opened_at as changed_at,
        f.last_touched_at
    from deals as d
    left join (select * from dealt where opportunity_at <= $quiet_since) as f on f.lead_id = d.lead_id
    where
        d.opened_at <= $quiet_since
        and (d.stage = 'open' or d.closed_at > $as_of)
        and (f.left_out is null or f.left_out <> 'test')
        and (f.last_touched_at is null or f.last_touched_at <= $quiet_since or f.last_touched_at > $as_of)
),
untouched as (
    select
        o.lead_id,
        o.deal_id,
        o.stream,
        o.lead_type,
        o.owner,
        o.since_at,
        case when o.last_touched_at > $as_of then s.touched_at else o.last_touched_at end as touched_at,
        o.changed_at,
        greatest(case when o.last_touched_at > $as_of then s.touched_at else o.last_touched_at end, o.changed_at)
            as last_at
    from at_hand as o
    left join silences as s
        on s.lead_id = o.lead_id
        and s.touched_at <= $quiet_since
        and s.until_at > $as_of
    where
        o.last_touched_at is null
        or o.last_touched_at <= $as_of
        or o.contact_at > $as_of
        or s.lead_id is not null
)
