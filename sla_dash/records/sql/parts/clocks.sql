-- What every schedule's clock shows, now and at the next stand-up.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now,
        unnest($worked_next) as worked_next
)
