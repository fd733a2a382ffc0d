-- Leads whose clock started in a span of time, week by week, by whether they were contacted in time.
-- One row per local week, promise, state and whole working minute; a week without open windows needs no minutes, so all
-- that were in time share the promise, and all that were not the minute after it.
-- include judged
with told as (
    select
        cast(date_trunc('week', clock_on) as date) as week,
        promise_us,
        state,
        contacted,
        minutes as minute,
        1 as leads
    from judged
    union all
    select
        local_week as week,
        promise_us,
        state,
        contacted,
        minute,
        leads
    from minute_weeks
    where
        $prepared
        and week_at >= $starts_at
        and week_at <= $ends_at - interval '1 week'
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
        and not wall_clock
),
open_weeks as (
    select distinct cast(date_trunc('week', clock_on) as date) as week
    from verdicts
    where promise_us is not null and state in ('at risk', 'waiting')
),
timed as (
    select
        t.week,
        t.promise_us,
        t.state,
        t.contacted,
        case
            when t.minute is null then null
            when o.week is not null then least(t.minute, t.promise_us // 60000000 + 1)
            when t.state = 'met' then t.promise_us // 60000000
            else t.promise_us // 60000000 + 1
        end as minutes,
        t.leads
    from told as t
    left join open_weeks as o on o.week = t.week
    where t.promise_us is not null and t.state not in ('invalid', 'no calendar')
)
select
    week,
    promise_us // 1000000 as promise_seconds,
    state,
    contacted,
    minutes,
    cast(sum(leads) as bigint) as leads
from timed
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
