-- Why rows were rejected, with the first of them.
-- One row per table, column and reason.
select
    table_name,
    column_name,
    reason,
    cast(sum(rows) as bigint) as rows,
    min_by(file, line) as file,
    min(line) as line,
    min_by(value, line) as value
from rejects
group by
    table_name,
    column_name,
    reason
order by
    rows desc,
    table_name,
    reason,
    column_name
limit $most
