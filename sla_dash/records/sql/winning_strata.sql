-- Leads old enough to be judged, contacted in time or not, and won within the time they are given; apart by what may
-- move both: type, score and whether they came in working hours.
-- The ends of the thirds are scores that leads have, so that leads are counted by score first.
-- One row per stream, lead type, third of the score (null without one) and whether the clock started in working hours.
-- include asked
-- include mature
-- include apart
-- include tested
with told as (
    select
        stream,
        lead_type,
        score,
        clock_in_hours as in_hours,
        contacted_at is not null as contacted,
        coalesce(used_us <= promise_us, false) as fast,
        won_at is not null as won,
        1 as leads
    from mature
    union all
    select
        stream,
        lead_type,
        score,
        in_hours,
        contacted,
        fast,
        won,
        1 as leads
    from tested
    union all
    select
        stream,
        lead_type,
        score,
        in_hours,
        contacted,
        fast,
        won,
        leads
    from win_weeks
    where
        $prepared
        and week_at >= $starts_at
        and week_at <= $ends_at - interval '1 week'
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
),
counted as (
    select
        stream,
        lead_type,
        score,
        in_hours,
        contacted,
        fast,
        won,
        sum(leads) as leads
    from told
    group by
        stream,
        lead_type,
        score,
        in_hours,
        contacted,
        fast,
        won
),
scores as (
    select
        score,
        sum(sum(leads)) over (order by score) as up_to,
        sum(sum(leads)) over () as in_all
    from counted
    where score is not null
    group by score
),
thirds as (
    select
        min(case when up_to > (in_all - 1) // 3 then score end) as low,
        min(case when up_to > (in_all - 1) * 2 // 3 then score end) as high
    from scores
)
select
    c.stream,
    c.lead_type,
    case
        when c.score <= t.low then 1
        when c.score <= t.high then 2
        when c.score > t.high then 3
    end as third,
    c.in_hours,
    cast(sum(case when c.fast and c.won then c.leads else 0 end) as bigint) as fast_won,
    cast(sum(case when c.fast and not c.won then c.leads else 0 end) as bigint) as fast_not_won,
    cast(sum(case when not c.fast and c.won then c.leads else 0 end) as bigint) as slow_won,
    cast(sum(case when not c.fast and not c.won then c.leads else 0 end) as bigint) as slow_not_won,
    cast(sum(case when not c.contacted then c.leads else 0 end) as bigint) as untouched
from counted as c
cross join thirds as t
group by
    c.stream,
    c.lead_type,
    third,
    c.in_hours
order by
    c.stream,
    c.lead_type,
    third,
    c.in_hours
