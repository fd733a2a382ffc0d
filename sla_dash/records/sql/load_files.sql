-- What came of each file.
-- Grain: one row per file.
insert into files
with rejected as (
    select source, count(*) as rows_rejected
    from flawed
    group by source
)
select
    sources.table_name,
    sources.file,
    sources.bytes,
    sources.rows_in,
    coalesce(kept.rows_kept, 0),
    coalesce(rejected.rows_rejected, 0)
from sources
left join kept on kept.source = sources.source
left join rejected on rejected.source = sources.source
order by sources.source
