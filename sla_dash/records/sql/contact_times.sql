-- Leads whose clock started in a span of time, by where they stand and how long their clock ran.
-- One row per stream, lead type, version, promise and state, with every whole minute and how many leads took it: minutes
-- of working time, or of the clock on the wall. Where somebody stands is judged by working time either way. Leads whose
-- start is known by its day alone are apart.
-- include standing
with timed as (
    select
        *,
        case
            when $wall_clock then epoch_us(case when contacted then contact_at else $as_of end) - epoch_us(clock_at)
            when contacted then used_at_contact
            else used_now
        end as used
    from standing
),
minutely as (
    select
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        coalesce(used_now > promise_us, false) as elapsed,
        coalesce(due_from > clock_at, false) as by_day,
        case
            when state in ('invalid', 'known by the day') then null
            when contacted then cast(ceil(used / 60000000) as bigint)
            when ended then null
            else cast(floor(used / 60000000) as bigint)
        end as minutes,
        count(*) as leads
    from timed
    group by
        stream,
        lead_type,
        version,
        promise_us,
        state,
        contacted,
        elapsed,
        by_day,
        minutes
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
    list(minutes order by minutes) as minutes,
    list(leads order by minutes) as leads
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
