-- Leads whose window of the promise is over, by the local hour in which their clock started, as far as it is known, and
-- how many were contacted in time.
-- One row per stream, lead type, weekday (0 is Monday) and hour with any.
-- include judged
select
    stream,
    lead_type,
    cast(isodow(clock_on) - 1 as integer) as weekday,
    clock_hour as hour,
    count(*) as leads,
    count(case when state = 'met' then 1 end) as in_time
from judged
where elapsed and clock_hour is not null and state <> 'invalid'
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
