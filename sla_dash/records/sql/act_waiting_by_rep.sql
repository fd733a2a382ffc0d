-- Leads nobody has contacted, by the rep who owns them: promise broken, or due before the next stand-up.
-- One row per rep with any; no rep is a row of its own.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now,
        unnest($worked_next) as worked_next
)
select
    case when f.assigned_at > $as_of then null else f.owner end as owner,
    count(case when c.worked_now - f.worked_at_clock > f.promise_seconds then 1 end) as breached_waiting,
    count(case when c.worked_now - f.worked_at_clock <= f.promise_seconds then 1 end) as due_before_next_standup
from facts as f
inner join clocks as c on c.schedule = f.schedule
where
    f.counted
    and f.clock_at <= $as_of
    and ($stream is null or coalesce(f.stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
    and (f.contact_at is null or f.contact_at > $as_of)
    and (f.ended_at is null or f.ended_at > $as_of)
    and c.worked_next - f.worked_at_clock >= f.promise_seconds
group by case when f.assigned_at > $as_of then null else f.owner end
order by case when f.assigned_at > $as_of then null else f.owner end
