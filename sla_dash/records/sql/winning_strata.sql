-- Leads old enough to be judged, contacted in time or not, and won within the time they are given; apart by what may
-- move both: type, score and whether they came in working hours.
-- One row per stream, lead type, third of the score (null without one) and whether the clock started in working hours.
-- include mature
with thirds as (
    select
        quantile_cont(score, 1.0 / 3) as low,
        quantile_cont(score, 2.0 / 3) as high
    from mature
),
placed as (
    select
        m.stream,
        m.lead_type,
        case
            when m.score <= t.low then 1
            when m.score <= t.high then 2
            when m.score > t.high then 3
        end as third,
        coalesce(m.clock_in_hours, false) as in_hours,
        m.contacted_at is not null as contacted,
        coalesce(m.used_us <= m.promise_us, false) as fast,
        m.won_at is not null as won
    from mature as m
    cross join thirds as t
)
select
    stream,
    lead_type,
    third,
    in_hours,
    count(case when fast and won then 1 end) as fast_won,
    count(case when fast and not won then 1 end) as fast_not_won,
    count(case when not fast and won then 1 end) as slow_won,
    count(case when not fast and not won then 1 end) as slow_not_won,
    count(case when not contacted then 1 end) as untouched
from placed
group by
    stream,
    lead_type,
    third,
    in_hours
order by
    stream,
    lead_type,
    third,
    in_hours
