-- include standing
-- include unassigned
-- Those whose clock started, and those that nobody was assigned.
with everyone as (
    select *
    from standing
    union all by name
    select *
    from unassigned
)
