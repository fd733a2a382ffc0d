-- Whether every row that came in is kept or rejected, and every lead has its facts.
-- One row.
select
    cast(coalesce(sum(f.rows_in), 0) as bigint) as rows_in,
    (select count(*) from leads) + (select count(*) from touches)
        + (select count(*) from deals) + (select count(*) from reps) as kept,
    (select count(*) from rejects) as rejected,
    (select count(*) from leads) - (select count(*) from facts) as without_facts
from files as f
