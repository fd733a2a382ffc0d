-- include clocks
-- Leads whose clock started in a span of time, what is known of each by now, and the working time it took:
-- none before its promise began to run.
with started as (
    select
        f.*,
        coalesce(f.contact_at <= $as_of, false) as contacted,
        coalesce(f.ended_at <= $as_of, false) as ended,
        case when f.worked_at_contact < f.worked_at_clock then 0 else f.worked_at_contact - f.worked_at_clock end
            as used_at_contact,
        case when c.worked_now < f.worked_at_clock then 0 else c.worked_now - f.worked_at_clock end as used_now,
        c.worked_next - f.worked_at_clock as used_next
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
