-- Rejected rows by reason, the most frequent first, each with its first example.
-- Grain: one row per table and reason; reasons that differ in a line or a year alone are one.
with kinds as (
    select
        *,
        struct_pack(file := file, line := line) as place,
        regexp_replace(
            regexp_replace(reason, 'repeats line \d+.*', 'repeats an earlier line'), '^in \d+: ', ''
        ) as kind
    from rejects
)
select
    table_name,
    coalesce(column_name, ''),
    kind,
    cast(sum(rows) as bigint),
    arg_min(file, place),
    arg_min(line, place),
    coalesce(arg_min_null(value, place), '')
from kinds
group by 1, 2, 3
order by table_name, sum(rows) desc, kind, 2
