-- Of those that are settled, whether they were contacted in time and whether they were won within the time they are given;
-- it must be known whether they came in working hours.
with tested as (
    select
        clock_at,
        stream,
        lead_type,
        score,
        clock_in_hours as in_hours,
        contacted,
        state = 'met' as fast,
        coalesce(epoch_us(won_at) - epoch_us(clock_at) between 0 and $given_us, false) as won
    from apart
    where
        promise_us is not null
        and clock_in_hours is not null
        and state <> 'invalid'
)
