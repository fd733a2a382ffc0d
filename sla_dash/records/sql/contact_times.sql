-- Leads whose clock started in a span of time, by where they stand and how long their clock ran.
-- One row per stream, lead type, version, promise and state, with every whole minute and how many leads took it: minutes
-- of working time, or of the clock on the wall. Where somebody stands is judged by working time either way. Leads whose
-- start is known by its day alone are apart.
-- include judged
with minutely as (
    select
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        elapsed,
        by_day,
        case when $wall_clock then wall_minutes else minutes end as minute,
        count(*) as leads
    from judged
    group by
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        elapsed,
        by_day,
        minute
)
select
    stream,
    lead_type,
    version,
    promise_us // 1000000 as promise_seconds,
    state,
    contacted,
    elapsed,
    by_day,
    list(minute order by minute) as minutes,
    list(leads order by minute) as leads
from minutely
group by
    stream,
    lead_type,
    version,
    promise_us,
    state,
    contacted,
    elapsed,
    by_day
order by
    stream,
    lead_type,
    version,
    state,
    contacted,
    elapsed,
    by_day
