-- The rows of a table whose key an earlier one has, with where that one stands.
-- Grain: one row per row that repeats a key.
insert into flawed
with earlier as (
    select
        repeats.*,
        coalesce(origin.file, sources.file) as first_file,
        coalesce(places.line, first_row + shift) as first_line
    from repeats
    join sources on sources.source = first_source
    asof join shifts on shifts.source = first_source and shifts.from_row <= first_row
    left join places on places.source = first_source and places.row = first_row
    left join sources as origin on origin.source = places.origin
)
select
    earlier.source,
    earlier.row,
    null,
    $key,
    repeated,
    $key || ' repeats line ' || first_line
        || case when first_file = coalesce(origin.file, sources.file) then '' else ' of ' || first_file end
from earlier
join sources on sources.source = earlier.source
left join places on places.source = earlier.source and places.row = earlier.row
left join sources as origin on origin.source = places.origin
