-- Leads whose clock started in a span of time, week by week, by whether they were contacted in time.
-- One row per local week, promise, state and whole working minute; a week without open windows needs no minutes, so all
-- that were in time share the promise, and all that were not the minute after it.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now
),
timed as (
    select
        cast(date_trunc('week', f.clock_on) as date) as week,
        f.promise_seconds,
        coalesce(f.contact_at <= $as_of, false) as contacted,
        f.ended_at <= $as_of as ended,
        f.worked_at_contact - f.worked_at_clock as used_at_contact,
        c.worked_now - f.worked_at_clock as used_now
    from facts as f
    inner join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and f.promise_seconds is not null
        and c.worked_now is not null
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.contact_at is null or f.contact_at > $as_of or f.contact_at >= f.clock_at)
),
counted as (
    select
        week,
        promise_seconds,
        case
            when contacted and used_at_contact <= promise_seconds then 'met'
            when contacted or ended then 'breached'
            when used_now > promise_seconds then 'breached, still waiting'
            else 'waiting'
        end as state,
        contacted,
        case
            when contacted then cast(ceil(used_at_contact / 60.0) as bigint)
            when ended then null
            else cast(floor(used_now / 60.0) as bigint)
        end as minute,
        count(*) as leads
    from timed
    where not contacted or used_at_contact is not null
    group by
        week,
        promise_seconds,
        state,
        contacted,
        minute
),
marked as (
    select
        *,
        max(case when state = 'waiting' then 1 else 0 end) over (partition by week) as is_open
    from counted
)
select
    week,
    promise_seconds,
    state,
    contacted,
    case
        when minute is null then null
        when is_open = 1 then least(minute, promise_seconds // 60 + 1)
        when state = 'met' then promise_seconds // 60
        else promise_seconds // 60 + 1
    end as minutes,
    cast(sum(leads) as bigint) as leads
from marked
group by
    week,
    promise_seconds,
    state,
    contacted,
    minutes
order by
    week,
    promise_seconds,
    state,
    minutes
