-- Hand-offs with the e-mail of a lead that was kept up to so many days before: they are not counted again.
-- One row per such lead.
create or replace temp table duplicates as
with recursive repeated as (
    select
        lead_id,
        person,
        qualified_at,
        row_number() over (partition by person order by qualified_at, lead_id) as n
    from (
        select
            lead_id,
            person,
            qualified_at,
            count(*) over (partition by person) as leads
        from leads
        where not is_test and qualified_at is not null and person is not null
    ) as named
    where leads > 1
),
kept as (
    select
        person,
        n,
        qualified_at
    from repeated
    where n = 1
    union all
    select
        r.person,
        min(r.n) as n,
        min(r.qualified_at) as qualified_at
    from kept as k
    inner join repeated as r
        on r.person = k.person
        and r.n > k.n
        and epoch_us(r.qualified_at) - epoch_us(k.qualified_at) > $same_lead_us
    group by r.person
)
select r.lead_id
from repeated as r
left join kept as k
    on k.person = r.person
    and k.n = r.n
where k.n is null
