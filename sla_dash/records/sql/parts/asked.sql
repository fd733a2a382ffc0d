-- Every lead is asked about, or those alone that loading did not find settled, as of an instant for which it looked.
with asked as (
    select
        lead_id,
        stream,
        lead_type,
        owner,
        score,
        counted,
        qualified_at,
        assigned_at,
        ended_at,
        version,
        schedule,
        clock_at,
        due_from,
        clock_on,
        clock_hour,
        clock_in_hours,
        known_by_day,
        promise_us,
        contact_at,
        contact_by,
        worked_at_clock,
        worked_at_assigned,
        worked_at_contact,
        won_at
    from (
        select *
        from facts
        where not $prepared
        union all by name
        select *
        from unsettled
        where $prepared
    ) as f
)
