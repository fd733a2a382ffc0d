-- What came of each file: of one that a table is, its rows; of a named source, the rows that a select has passed on, as
-- records kept or rejected, and those it has left out or only looked up.
-- Grain: one row per file.
insert into files
with rejected as (
    select source, count(*) as rows
    from flawed
    group by source
)
select
    sources.table_name,
    sources.file,
    sources.bytes,
    sources.rows_in,
    coalesce(kept.rows_kept, 0) + coalesce(followed.kept, 0),
    coalesce(rejected.rows, 0) + coalesce(followed.rejected, 0),
    coalesce(followed.left_out, 0)
from sources
left join kept on kept.source = sources.source
left join rejected on rejected.source = sources.source
left join followed on followed.source = sources.source
where sources.source not in (from asked)
order by sources.source
