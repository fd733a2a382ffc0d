-- Every rejected row with the line it stands in.
-- Grain: one row per rejected row of a file.
insert into rejects
select
    sources.table_name,
    coalesce(origin.file, sources.file),
    coalesce(flawed.line, places.line, flawed.row + shifts.shift),
    flawed.column_name,
    flawed.value,
    flawed.reason
from flawed
join sources on sources.source = flawed.source
asof left join shifts on shifts.source = flawed.source and shifts.from_row <= flawed.row
left join places on places.source = flawed.source and places.row = flawed.row
left join sources as origin on origin.source = places.origin
order by sources.source, 3
