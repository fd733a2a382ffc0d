-- The leads that are settled, contacted in time or not, and won within the time they are given, by what may move both.
-- One row per UTC week in which their clock started (its Monday), stream, lead type, score, and whether it started in
-- working hours, whether they were contacted, and in time, and whether they were won.
with apart as (
    select *
    from settled
)
-- include tested
select
    date_trunc('week', clock_at) as week_at,
    stream,
    lead_type,
    score,
    in_hours,
    contacted,
    fast,
    won,
    count(*) as leads
from tested
group by
    week_at,
    stream,
    lead_type,
    score,
    in_hours,
    contacted,
    fast,
    won
order by week_at
