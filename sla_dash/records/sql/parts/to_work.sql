-- include recent
-- Leads that somebody may have to take up; as of an instant for which loading looked, those that it did not find settled.
with to_work as (
    select
        lead_id,
        stream,
        lead_type,
        owner,
        name,
        company,
        score,
        missing,
        qualified_at,
        assigned_at,
        ended_at,
        stopped_at,
        version,
        schedule,
        clock_at,
        promise_us,
        contact_at,
        worked_at_clock
    from (
        select *
        from recent
        where not $prepared
        union all by name
        select *
        from unsettled
        where $prepared
    ) as f
)
