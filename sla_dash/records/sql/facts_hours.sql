-- The leads that are settled, by the local hour in which their clock started, as far as it is known, and by state.
-- One row per UTC week in which it started (its Monday), stream, lead type, weekday (0 is Monday), hour,
-- whether the promised time is over, and state.
select
    date_trunc('week', clock_at) as week_at,
    stream,
    lead_type,
    cast(isodow(clock_on) - 1 as integer) as weekday,
    clock_hour as hour,
    elapsed,
    state,
    count(*) as leads
from settled
group by
    week_at,
    stream,
    lead_type,
    weekday,
    hour,
    elapsed,
    state
order by week_at
