-- Rejected rows by reason, the most frequent first, each with its first example.
-- Grain: one row per table and reason; reasons that differ in a line or a year alone are one.
with kinds as (
    select
        *,
        regexp_replace(
            regexp_replace(reason, 'repeats line \d+.*', 'repeats an earlier line'), '^in \d+: ', ''
        ) as kind
    from rejects
)
select
    table_name,
    coalesce(column_name, ''),
    kind,
    count(*) as rows,
    arg_min(file, (file, line)) as file,
    min((file, line)).line as line,
    arg_min(coalesce(value, ''), (file, line)) as value
from (select table_name, column_name, kind, file, line, value from kinds)
group by 1, 2, 3
order by 1, rows desc, 3
