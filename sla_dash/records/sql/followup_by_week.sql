-- Follow-up milestones of the leads whose clock started since an instant, by what became of them.
-- One row per local week of the start (its Monday) and milestone.
with judged as (
    select
        cast(date_trunc(
            'week',
            case
                when cast(floor(epoch(f.clock_at)) as bigint) % 86400 < d.turns_at then d.day_before
                else d.day_after
            end
        ) as date) as week,
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
    inner join local_days as d
        on d.version = f.version
        and d.utc_day = cast(f.clock_at as date)
    where
        f.counted
        and f.clock_at >= $from_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
select
    week,
    day,
    attempts,
    count(case when kept = 'met' then 1 end) as met,
    count(case when kept = 'missed' then 1 end) as missed,
    count(case when kept = 'exempt' then 1 end) as exempt,
    count(case when kept = 'pending' then 1 end) as pending,
    count(case when kept = 'met' and not past_due then 1 end) as met_early
from judged
group by
    week,
    day,
    attempts
order by
    day,
    attempts,
    week
