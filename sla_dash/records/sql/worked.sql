-- Working time in microseconds of every schedule up to each of some instants.
-- One row per schedule and instant.
with instants as (
    select
        unnest($instants) as instant
),
split as (
    select
        instant,
        cast(instant as date) as utc_day,
        epoch_us(instant) % 86400000000 as us
    from instants
)
select
    w.schedule,
    s.instant,
    w.worked_before
        + greatest(0, least(s.us, w.to_1) - w.from_1)
        + greatest(0, least(s.us, w.to_2) - w.from_2)
        + greatest(0, least(s.us, w.to_3) - w.from_3)
        + greatest(0, least(s.us, w.to_4) - w.from_4) as worked_us
from split as s
inner join worktime as w on w.utc_day = s.utc_day
order by w.schedule, s.instant
