-- Leads handed over and how many of them were won.
-- One row per stream and lead type.
-- include delivered
select
    stream,
    lead_type,
    cast(sum(leads) as bigint) as leads,
    cast(sum(won) as bigint) as won
from (
    select
        stream,
        lead_type,
        gross as leads,
        0 as won
    from delivered
    union all
    select
        stream,
        lead_type,
        0 as leads,
        1 as won
    from won_leads
    where qualified_at <= $as_of and won_at <= $as_of
) as happened
group by
    stream,
    lead_type
order by
    stream,
    lead_type
