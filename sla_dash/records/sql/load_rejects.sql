-- Every rejected row with the line it stands in, and of its value what may be kept.
-- Grain: one row per rejected row of a file.
insert into rejects
select
    sources.table_name,
    coalesce(origin.file, sources.file),
    coalesce(flawed.line, places.line, flawed.row + shifts.shift),
    flawed.column_name,
    kept_value(
        flawed.column_name,
        flawed.value,
        case
            when flawed.reason = 'not among the values of the mapping'
            then count(*) over (partition by flawed.source, flawed.column_name, flawed.reason, flawed.value)
        end
    ),
    flawed.reason,
    1
from flawed
join sources on sources.source = flawed.source
asof left join shifts on shifts.source = flawed.source and shifts.from_row <= flawed.row
left join places on places.source = flawed.source and places.row = flawed.row
left join sources as origin on origin.source = places.origin
order by sources.source, 3
