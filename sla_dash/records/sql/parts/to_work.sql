-- Leads that somebody may have to take up: those whose clock started lately, and of those before what loading found to
-- have been open for long.
with to_work as (
    select *
    from facts
    where
        counted
        and clock_at >= $recent_at
    union all
    select *
    from unworked
    where clock_at < $recent_at
)
