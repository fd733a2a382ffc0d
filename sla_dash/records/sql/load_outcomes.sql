-- What became of the rows of named sources that a select has passed on: one is kept where any record came of it.
-- Grain: one row per row of a source that the SQL of a table has given.
create or replace temp table outcomes as
with records as (
    select
        source,
        row,
        problem is null as kept
    from typed_leads
    union all
    select
        source,
        row,
        problem is null
    from typed_touches
    union all
    select
        source,
        row,
        problem is null
    from typed_deals
    union all
    select
        source,
        row,
        problem is null
    from typed_reps
)
select
    places.origin,
    places.line,
    bool_or(records.kept) as kept
from places
join records on records.source = places.source and records.row = places.row
group by
    places.origin,
    places.line
