-- What came of every file.
-- One row per file.
select
    table_name,
    file,
    bytes,
    rows_in,
    rows_kept,
    rows_rejected,
    rows_left_out
from files
order by
    table_name,
    file
