-- Leads whose clock started in a span of time, by where they stand and how long their clock ran.
-- One row per stream, lead type, version, promise and state, with every whole minute and how many leads took it: minutes
-- of working time, or of the clock on the wall. Where somebody stands is judged by working time either way. Leads whose
-- start is known by its day alone are apart.
-- include judged
-- include unassigned
with told as (
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
        1 as leads
    from judged
    union all
    select
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        false as elapsed,
        false as by_day,
        null as minute,
        1 as leads
    from unassigned
    union all
    select
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        elapsed,
        by_day,
        minute,
        leads
    from minute_weeks
    where
        $prepared
        and week_at >= $starts_at
        and week_at <= $ends_at - interval '1 week'
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
        and wall_clock = $wall_clock
),
minutely as (
    select
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        elapsed,
        by_day,
        minute,
        cast(sum(leads) as bigint) as leads
    from told
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
