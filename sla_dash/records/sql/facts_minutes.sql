-- The leads that are settled, by where they stand and how many whole minutes their clock ran.
-- One row per UTC week in which it started (its Monday), local week, stream, lead type, version, promise, state and minute:
-- of working time, and again of the clock on the wall.
with told as (
    select
        *,
        unnest([false, true]) as wall_clock,
        unnest([minutes, wall_minutes]) as minute
    from settled
)
select
    wall_clock,
    date_trunc('week', clock_at) as week_at,
    cast(date_trunc('week', clock_on) as date) as local_week,
    stream,
    lead_type,
    version,
    promise_us,
    state,
    contacted,
    elapsed,
    by_day,
    minute,
    count(*) as leads
from told
group by
    wall_clock,
    week_at,
    local_week,
    stream,
    lead_type,
    version,
    promise_us,
    state,
    contacted,
    elapsed,
    by_day,
    minute
order by
    wall_clock,
    week_at
