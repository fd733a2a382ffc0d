-- Whether every row that came in is kept, rejected or left out, every record counted, and every lead has its facts.
-- One row.
select
    cast(coalesce(sum(f.rows_in), 0) as bigint) as rows_in,
    cast(coalesce(sum(f.rows_kept), 0) as bigint) as kept,
    cast(coalesce(sum(f.rows_rejected), 0) as bigint) as rejected,
    cast(coalesce(sum(f.rows_left_out), 0) as bigint) as left_out,
    (
        select
            abs(cast(coalesce(sum(t.rows_kept), 0) as bigint) - (
                (select count(*) from leads) + (select touches from touched)
                + (select count(*) from deals) + (select count(*) from reps)
            ))
            + abs(cast(coalesce(sum(t.rows_rejected), 0) as bigint) - (
                select cast(coalesce(sum(rows), 0) as bigint) from rejects where table_name in ('leads', 'touches', 'deals', 'reps')
            ))
            + abs(cast(coalesce(sum(t.rows_in - t.rows_kept - t.rows_rejected), 0) as bigint))
        from tables as t
    ) as miscounted,
    (select count(*) from leads) - (select count(*) from facts) as without_facts
from files as f
