-- What the agreement requires to be known of a lead and no lead carries, of leads that say what they carry.
-- One row per name.
insert into quality
with asked as (
    select distinct unnest(fields) as field
    from required
),
carried as (
    select distinct unnest(fields) as field
    from leads
)
select
    'required and never carried',
    'leads',
    (select count(*) from leads where fields is not null),
    a.field,
    'every lead lacks it: is it the name that the mapping gives it under fields?'
from asked as a
left join carried as c on c.field = a.field
where
    c.field is null
    and exists (select 1 from leads where fields is not null)
order by a.field
