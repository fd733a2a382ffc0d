-- Rejected rows with their place.
-- One row per rejected row.
select
    table_name,
    file,
    line,
    column_name,
    value,
    reason
from rejects
order by
    table_name,
    file,
    line
limit $most
