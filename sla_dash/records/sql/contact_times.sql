-- Leads whose clock started in a span of time, by where they stand and how long their clock ran.
-- One row per stream, lead type, version, promise and state, with every whole minute and how many leads took it: minutes
-- of working time, or of the clock on the wall. Where somebody stands is judged by working time either way.
-- include standing
with timed as (
    select
        *,
        case
            when $wall_clock
                then floor(epoch(case when contacted then contact_at else $as_of end)) - floor(epoch(clock_at))
            when contacted then used_at_contact
            else used_now
        end as seconds
    from standing
),
minutely as (
    select
        stream,
        lead_type,
        version,
        promise_seconds,
        state,
        contacted,
        coalesce(used_now > promise_seconds, false) as elapsed,
        case
            when state = 'invalid' then null
            when contacted then cast(ceil(seconds / 60.0) as bigint)
            when ended then null
            else cast(floor(seconds / 60.0) as bigint)
        end as minutes,
        count(*) as leads
    from timed
    group by
        stream,
        lead_type,
        version,
        promise_seconds,
        state,
        contacted,
        elapsed,
        minutes
)
select
    stream,
    lead_type,
    version,
    promise_seconds,
    state,
    contacted,
    elapsed,
    list(minutes order by minutes) as minutes,
    list(leads order by minutes) as leads
from minutely
group by
    stream,
    lead_type,
    version,
    promise_seconds,
    state,
    contacted,
    elapsed
order by
    stream,
    lead_type,
    version,
    state,
    contacted,
    elapsed
