-- What came of each table: rows of its files, or rows that its SQL has given.
-- Grain: one row per table that any row was read for.
insert into tables
with rejected as (
    select source, count(*) as rows
    from flawed
    group by source
)
select
    sources.table_name,
    cast(sum(sources.rows_in) as bigint),
    cast(sum(coalesce(kept.rows_kept, 0)) as bigint),
    cast(sum(coalesce(rejected.rows, 0)) as bigint)
from sources
left join kept on kept.source = sources.source
left join rejected on rejected.source = sources.source
where sources.table_name in ('leads', 'touches', 'deals', 'reps')
group by sources.table_name
