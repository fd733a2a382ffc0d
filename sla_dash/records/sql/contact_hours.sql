-- Leads whose window of the promise is over, by the local hour in which their clock started, as far as it is known, and
-- how many were contacted in time.
-- One row per stream, lead type, weekday (0 is Monday) and hour with any.
-- include judged
with told as (
    select
        stream,
        lead_type,
        cast(isodow(clock_on) - 1 as integer) as weekday,
        clock_hour as hour,
        elapsed,
        state,
        1 as leads
    from judged
    union all
    select
        stream,
        lead_type,
        weekday,
        hour,
        elapsed,
        state,
        leads
    from hour_weeks
    where
        $prepared
        and week_at >= $starts_at
        and week_at <= $ends_at - interval '1 week'
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
select
    stream,
    lead_type,
    weekday,
    hour,
    cast(sum(leads) as bigint) as leads,
    cast(sum(case when state = 'met' then leads else 0 end) as bigint) as in_time
from told
where elapsed and hour is not null and state <> 'invalid'
group by
    stream,
    lead_type,
    weekday,
    hour
order by
    stream,
    lead_type,
    weekday,
    hour
