-- What became, since an earlier instant, of the leads that were late or due then, and which have become late.
-- One row per owner then and owner now with any; null for nobody.
-- include clocks
-- include recent
with clocks_before as (
    select
        unnest($schedules_before) as schedule,
        unnest($worked_before) as worked_now,
        unnest($worked_before_next) as worked_next
),
told as (
    select
        case when f.assigned_at > $before_at then null else f.owner end as owner_before,
        case when f.assigned_at > $as_of then null else f.owner end as owner_now,
        coalesce(f.clock_at <= $before_at and b.worked_now - f.worked_at_clock > f.promise_us, false) as late_before,
        f.clock_at <= $before_at
            and b.worked_now - f.worked_at_clock <= f.promise_us
            and b.worked_next - f.worked_at_clock >= f.promise_us as due_before,
        coalesce(f.contact_at <= $as_of and f.worked_at_contact - f.worked_at_clock <= f.promise_us, false) as in_time,
        (f.contact_at is null or f.contact_at > $as_of) and (f.ended_at is null or f.ended_at > $as_of) as waits,
        n.worked_now - f.worked_at_clock > f.promise_us as time_is_up
    from recent as f
    inner join clocks as n on n.schedule = f.schedule
    left join clocks_before as b on b.schedule = f.schedule
    where
        f.clock_at <= $as_of
        and f.promise_us is not null
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.contact_at is null or f.contact_at > $before_at)
        and (f.ended_at is null or f.ended_at > $before_at)
)
select
    owner_before,
    owner_now,
    count(case when waits and time_is_up and not late_before then 1 end) as joined,
    count(case when late_before and not (waits and time_is_up) then 1 end) as gone,
    count(case when due_before then 1 end) as asked,
    count(case when due_before and in_time then 1 end) as in_time,
    count(case when due_before and waits and time_is_up then 1 end) as late,
    count(case when due_before and waits and not time_is_up then 1 end) as waiting
from told
where late_before or due_before or (waits and time_is_up)
group by
    owner_before,
    owner_now
order by
    owner_before,
    owner_now
