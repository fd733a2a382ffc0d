-- Names that repeat more often than a person or a deal can: they stand for nothing, or for many.
-- Grain: one row per kind of name with any, the commonest as its example.
insert into quality
with named as (
    select
        'e-mail that repeats' as check_name,
        'leads' as table_name,
        'the one of lead ' || min(lead_id) as name,
        count(*) as rows,
        10 as many,
        'leads within 30 days of each other count as one person; if it is nobody''s, make it empty under values'
            as meaning
    from leads
    where person is not null
    group by person
    union all
    select
        'owner of most leads',
        'leads',
        owner,
        count(*),
        greatest(50, (select count(*) // 2 + 1 from leads)),
        'one of many owners has more leads than all others together: is it a queue or a robot?'
    from leads
    where owner is not null and (select count(distinct owner) from leads) > 4
    group by owner
    union all
    select
        'lead with very many deals',
        'deals',
        lead_id,
        count(*),
        10,
        'no lead brings that many: is the id one of nobody?'
    from deals
    where lead_id is not null
    group by lead_id
)
select
    check_name,
    table_name,
    cast(sum(rows) as bigint),
    arg_max(name, rows) || ' (' || max(rows) || ' times)',
    meaning
from named
where rows >= many
group by
    check_name,
    table_name,
    meaning
order by
    table_name,
    check_name
