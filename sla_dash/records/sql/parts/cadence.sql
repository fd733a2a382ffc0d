-- The last day of each version's follow-up.
with cadence as (
    select
        version,
        max(day) as last_day
    from milestones
    group by version
)
