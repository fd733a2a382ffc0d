-- include started
-- Where each of them stands; and the leads handed over in the span that nobody was assigned, where that starts clocks.
with standing as (
    select
        *,
        case
            when contacted and contact_at < clock_at then 'invalid'
            when known_by_day then 'known by the day'
            when promise_us is null then 'no promise'
            when used_now is null or (contacted and used_at_contact is null) then 'no calendar'
            when contacted and used_at_contact <= promise_us then 'met'
            when contacted or ended then 'breached'
            when used_now > promise_us then 'breached, still waiting'
            when promise_us - used_now <= promise_us * $at_risk_left then 'at risk'
            when used_next >= promise_us then 'at risk'
            else 'waiting'
        end as state
    from started
    union all by name
    select
        *,
        coalesce(contact_at <= $as_of, false) as contacted,
        coalesce(ended_at <= $as_of, false) as ended,
        'never assigned' as state
    from facts
    where
        counted
        and qualified_at >= $starts_at
        and qualified_at < $ends_at
        and qualified_at <= $as_of
        and (clock_at is null or clock_at > $as_of)
        and clock_at is not distinct from assigned_at
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
