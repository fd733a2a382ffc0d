-- include clocks
-- include to_work
-- Leads nobody has contacted whose promise is broken, or will be before the next stand-up.
with waiting as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.name,
        f.company,
        f.score,
        f.missing,
        f.qualified_at,
        f.clock_at,
        f.stopped_at,
        f.promise_us,
        greatest(c.worked_now, f.worked_at_clock) - f.worked_at_clock as used_us
    from to_work as f
    inner join clocks as c on c.schedule = f.schedule
    where
        f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.contact_at is null or f.contact_at > $as_of)
        and (f.ended_at is null or f.ended_at > $as_of)
        and c.worked_next - f.worked_at_clock >= f.promise_us
)
