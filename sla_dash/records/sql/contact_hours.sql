-- Leads whose window of the promise is over, by the local hour in which their clock started, as far as it is known, and
-- how many were contacted in time.
-- One row per weekday (0 is Monday) and hour with any.
-- include started
select
    cast(isodow(clock_on) - 1 as integer) as weekday,
    clock_hour as hour,
    count(*) as leads,
    count(case when contacted and used_at_contact <= promise_us then 1 end) as in_time
from started
where used_now > promise_us and clock_hour is not null and not (contacted and contact_at < clock_at)
group by
    weekday,
    hour
order by
    weekday,
    hour
