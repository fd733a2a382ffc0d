-- Leads handed over and leads won, each in the local month in which it happened.
-- One row per month with either.
-- include delivered
select
    month,
    cast(sum(leads) as bigint) as leads,
    cast(sum(won) as bigint) as won
from (
    select
        cast(date_trunc('month', delivered_on) as date) as month,
        gross as leads,
        0 as won
    from delivered
    union all
    select
        cast(date_trunc('month', won_on) as date) as month,
        0 as leads,
        1 as won
    from won_leads
    where won_at <= $as_of
) as happened
group by month
order by month
