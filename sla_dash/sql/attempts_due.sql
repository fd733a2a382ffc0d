-- Attempts still missing from the promises that fall due in a span of time: first contact and follow-up.
-- One row.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_next) as worked_next
),
promised as (
    select
        f.lead_id,
        list_count(list_filter(f.attempts, lambda made: made <= $as_of)) as made,
        case
            when f.contact_at <= $as_of then 0
            when c.worked_next - f.worked_at_clock >= f.promise_seconds then 1
            else 0
        end as first_contact,
        case
            when f.clock_at + m.day * interval 24 hour < $starts_at then 0
            when f.clock_at + m.day * interval 24 hour <= $ends_at then m.attempts
            else 0
        end as follow_up
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    left join milestones as m on m.version = f.version
    where
        f.counted
        and f.clock_at <= $as_of
        and (f.stopped_at is null or f.stopped_at > $as_of)
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
),
missing as (
    select greatest(0, max(greatest(first_contact, follow_up)) - coalesce(max(made), 0)) as attempts
    from promised
    group by lead_id
)
select coalesce(sum(attempts), 0) as attempts
from missing
