-- The leads old enough to be judged, with their contact and their win.
-- One row per lead.
with asked as (
    select *
    from facts
)
-- include mature
select
    lead_id,
    stream,
    lead_type,
    owner,
    score,
    clock_at as clock_started_utc,
    clock_in_hours as came_in_working_hours,
    promise_us / 60000000 as promised_working_minutes,
    contacted_at as contacted_utc,
    used_us / 60000000 as working_minutes,
    coalesce(used_us <= promise_us, false) as in_time,
    won_at as won_utc
from mature
order by
    clock_at,
    lead_id
