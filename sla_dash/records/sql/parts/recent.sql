-- Leads whose clock started lately, and of those before what loading found to have been open for long.
with recent as (
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
