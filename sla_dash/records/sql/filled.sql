-- How much of what records may hold is there; of touches what people made.
-- One row per kind of data: rows that carry it, and rows that could.
select
    part,
    rows,
    rows_in_all
from carried
