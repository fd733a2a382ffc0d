-- Leads whose window of the promise is over, by the local hour in which their clock started, and how many were contacted
-- in time.
-- One row per weekday (0 is Monday) and hour with any.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now
)
select
    cast(isodow(f.clock_on) - 1 as integer) as weekday,
    f.clock_hour as hour,
    count(*) as leads,
    count(case
        when f.contact_at <= $as_of and f.worked_at_contact - f.worked_at_clock <= f.promise_seconds then 1
    end) as in_time
from facts as f
inner join clocks as c on c.schedule = f.schedule
where
    f.counted
    and f.clock_at >= $starts_at
    and f.clock_at < $ends_at
    and c.worked_now - f.worked_at_clock > f.promise_seconds
    and ($stream is null or coalesce(f.stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
    and (f.contact_at is null or f.contact_at > $as_of or f.contact_at >= f.clock_at)
group by
    weekday,
    hour
order by
    weekday,
    hour
