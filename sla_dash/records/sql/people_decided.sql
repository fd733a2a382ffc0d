-- Leads whose clock started in a span of time and whose promise is met or missed, by who is credited with them: who
-- contacted the lead first, its owner where nobody did or the touch names nobody.
-- One row per person, stream, lead type and whether the promise was broken before the lead was assigned; nobody is a row.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now
),
timed as (
    select
        f.stream,
        f.lead_type,
        f.owner,
        f.contact_by,
        coalesce(f.contact_at <= $as_of, false) as contacted,
        coalesce(f.ended_at <= $as_of, false) as ended,
        coalesce(f.worked_at_contact - f.worked_at_clock <= f.promise_seconds, false) as within,
        c.worked_now - f.worked_at_clock > f.promise_seconds as is_over,
        coalesce(
            f.assigned_at <= $as_of and f.worked_at_assigned - f.worked_at_clock > f.promise_seconds,
            false
        ) as assigned_late
    from facts as f
    inner join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and f.promise_seconds is not null
        and c.worked_now is not null
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.contact_at is null or f.contact_at > $as_of or f.contact_at >= f.clock_at)
)
select
    case when contacted then coalesce(contact_by, owner) else owner end as rep,
    stream,
    lead_type,
    assigned_late and not (contacted and within) as broken_before,
    count(case when contacted and within then 1 end) as in_time,
    count(case when (contacted and not within) or (ended and not contacted) then 1 end) as late,
    count(case when not contacted and not ended then 1 end) as late_and_waiting
from timed
where contacted or ended or is_over
group by
    rep,
    stream,
    lead_type,
    broken_before
order by
    rep,
    stream,
    lead_type,
    broken_before
