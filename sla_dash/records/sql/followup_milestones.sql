-- Follow-up milestones that fall due in a span of time, by what became of them.
-- One row per milestone.
with judged as (
    select
        m.day,
        m.attempts,
        f.clock_at + m.day * interval 24 hour < $as_of as past_due,
        case
            when f.attempts[m.attempts] <= least(f.clock_at + m.day * interval 24 hour, $as_of) then 'met'
            when f.stopped_at <= $as_of and f.stopped_at < f.clock_at + m.day * interval 24 hour then 'exempt'
            when f.clock_at + m.day * interval 24 hour < $as_of then 'missed'
            else 'pending'
        end as kept
    from facts as f
    inner join milestones as m on m.version = f.version
    where
        f.counted
        and f.clock_at >= $earliest_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and f.clock_at + m.day * interval 24 hour >= $starts_at
        and f.clock_at + m.day * interval 24 hour < $ends_at
)
select
    day,
    attempts,
    count(case when kept = 'met' then 1 end) as met,
    count(case when kept = 'missed' then 1 end) as missed,
    count(case when kept = 'exempt' then 1 end) as exempt,
    count(case when kept = 'pending' then 1 end) as pending,
    count(case when kept = 'met' and not past_due then 1 end) as met_early
from judged
group by
    day,
    attempts
order by
    day,
    attempts
