-- Leads whose clock started in a span of time, by where they stand and how long their clock ran.
-- One row per stream, lead type, version, promise and state, with every whole minute and how many leads took it: minutes
-- of working time, or of the clock on the wall. Where somebody stands is judged by working time either way.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now,
        unnest($worked_next) as worked_next
),
timed as (
    select
        f.stream,
        f.lead_type,
        f.version,
        f.promise_seconds,
        f.contact_at is not null and f.contact_at <= $as_of as contacted,
        f.contact_at < f.clock_at as touched_before,
        f.ended_at <= $as_of as ended,
        f.worked_at_contact - f.worked_at_clock as used_at_contact,
        c.worked_now - f.worked_at_clock as used_now,
        c.worked_next - f.worked_at_clock as used_next,
        case
            when $wall_clock then floor(epoch(f.contact_at)) - floor(epoch(f.clock_at))
            else f.worked_at_contact - f.worked_at_clock
        end as spent_at_contact,
        case
            when $wall_clock then floor(epoch(cast($as_of as timestamp))) - floor(epoch(f.clock_at))
            else c.worked_now - f.worked_at_clock
        end as spent_now
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
),
judged as (
    select
        *,
        case
            when contacted and touched_before then 'invalid'
            when promise_seconds is null then 'no promise'
            when used_now is null or (contacted and used_at_contact is null) then 'no calendar'
            when contacted and used_at_contact <= promise_seconds then 'met'
            when contacted or ended then 'breached'
            when used_now > promise_seconds then 'breached, still waiting'
            when promise_seconds - used_now <= promise_seconds * $at_risk_left then 'at risk'
            when used_next >= promise_seconds then 'at risk'
            else 'waiting'
        end as state
    from timed
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
            when contacted then cast(ceil(spent_at_contact / 60.0) as bigint)
            when ended then null
            else cast(floor(spent_now / 60.0) as bigint)
        end as minutes,
        count(*) as leads
    from judged
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
