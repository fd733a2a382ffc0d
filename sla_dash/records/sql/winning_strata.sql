-- Leads old enough to be judged, contacted in time or not, and won within the time they are given; apart by what may
-- move both: type, score and whether they came in working hours.
-- One row per stream, lead type, third of the score (null without one) and whether the clock started in working hours.
with mature as (
    select
        stream,
        lead_type,
        score,
        coalesce(clock_in_hours, false) as in_hours,
        coalesce(contact_at <= $as_of, false) as contacted,
        coalesce(contact_at <= $as_of and worked_at_contact - worked_at_clock <= promise_seconds, false) as fast,
        coalesce(epoch(won_at) - epoch(clock_at) between 0 and $given_seconds, false) as won
    from facts
    where
        counted
        and clock_at >= $starts_at
        and clock_at < $ends_at
        and promise_seconds is not null
        and worked_at_clock is not null
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
        and (contact_at is null or contact_at > $as_of or contact_at >= clock_at)
),
thirds as (
    select
        quantile_cont(score, 1.0 / 3) as low,
        quantile_cont(score, 2.0 / 3) as high
    from mature
)
select
    m.stream,
    m.lead_type,
    case
        when m.score <= t.low then 1
        when m.score <= t.high then 2
        when m.score > t.high then 3
    end as third,
    m.in_hours,
    count(case when m.fast and m.won then 1 end) as fast_won,
    count(case when m.fast and not m.won then 1 end) as fast_not_won,
    count(case when not m.fast and m.won then 1 end) as slow_won,
    count(case when not m.fast and not m.won then 1 end) as slow_not_won,
    count(case when not m.contacted then 1 end) as untouched
from mature as m
cross join thirds as t
group by
    m.stream,
    m.lead_type,
    third,
    m.in_hours
order by
    m.stream,
    m.lead_type,
    third,
    m.in_hours
