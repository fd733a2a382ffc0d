-- include clocks
-- Leads whose clock started in a span of time, what is known of each by now, and the working time it took:
-- none before its promise began to run. Settled is where time alone changes nothing more: contacted or ended, and the
-- promised time is over.
with started as (
    select
        f.*,
        coalesce(f.contact_at <= $as_of, false) as contacted,
        coalesce(f.ended_at <= $as_of, false) as ended,
        case when f.worked_at_contact < f.worked_at_clock then 0 else f.worked_at_contact - f.worked_at_clock end
            as used_at_contact,
        case when c.worked_now < f.worked_at_clock then 0 else c.worked_now - f.worked_at_clock end as used_now,
        c.worked_next - f.worked_at_clock as used_next,
        coalesce((contacted or ended) and (f.promise_us is null or used_now > f.promise_us), false) as settled
    from asked as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
),
-- Where each of them stands.
standing as (
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
)
