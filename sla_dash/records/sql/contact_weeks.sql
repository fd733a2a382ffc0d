-- Leads whose clock started in a span of time, week by week, by whether they were contacted in time.
-- One row per local week, promise, state and whole working minute; a week without open windows needs no minutes, so all
-- that were in time share the promise, and all that were not the minute after it.
-- include judged
with counted as (
    select
        cast(date_trunc('week', clock_on) as date) as week,
        promise_us,
        state,
        contacted,
        minutes as minute,
        count(*) as leads
    from judged
    where promise_us is not null and state not in ('invalid', 'no calendar', 'never assigned')
    group by
        week,
        promise_us,
        state,
        contacted,
        minutes
),
marked as (
    select
        *,
        max(case when state in ('at risk', 'waiting') then 1 else 0 end) over (partition by week) as is_open
    from counted
)
select
    week,
    promise_us // 1000000 as promise_seconds,
    state,
    contacted,
    case
        when minute is null then null
        when is_open = 1 then least(minute, promise_us // 60000000 + 1)
        when state = 'met' then promise_us // 60000000
        else promise_us // 60000000 + 1
    end as minutes,
    cast(sum(leads) as bigint) as leads
from marked
group by
    week,
    promise_us,
    state,
    contacted,
    minutes
order by
    week,
    promise_us,
    state,
    minutes
