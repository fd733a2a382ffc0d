-- Hand-offs with the e-mail of a lead that was kept up to so many days before: they are not counted again.
-- One row per such lead.
create or replace temp table duplicates as
with recursive repeated as (
    select
        lead_id,
        email_key,
        qualified_at,
        row_number() over (partition by email_key order by qualified_at, lead_id) as n
    from (
        select
            lead_id,
            lower(trim(email)) as email_key,
            qualified_at,
            count(*) over (partition by lower(trim(email))) as leads
        from leads
        where not is_test and qualified_at is not null and trim(email) <> ''
    ) as named
    where leads > 1
),
kept as (
    select
        email_key,
        n,
        qualified_at
    from repeated
    where n = 1
    union all
    select
        r.email_key,
        min(r.n) as n,
        min(r.qualified_at) as qualified_at
    from kept as k
    inner join repeated as r
        on r.email_key = k.email_key
        and r.n > k.n
        and epoch_us(r.qualified_at) - epoch_us(k.qualified_at) > $same_lead_us
    group by r.email_key
)
select r.lead_id
from repeated as r
left join kept as k
    on k.email_key = r.email_key
    and k.n = r.n
where k.n is null
