-- Leads handed over in a span of time that were won by now, and for how much; a lead with two deals is won once.
-- One row per stream, lead type and local month of hand-off.
with won_leads as (
    select
        stream,
        lead_type,
        min(delivered_on) as delivered_on,
        sum(amount) as amount
    from deal_facts
    where
        lead_counted
        and stage = 'won'
        and closed_at <= $as_of
        and qualified_at >= $starts_at
        and qualified_at < $ends_at
    group by
        lead_id,
        stream,
        lead_type
)
select
    stream,
    lead_type,
    cast(date_trunc('month', delivered_on) as date) as month,
    count(*) as won,
    count(amount) as priced,
    sum(amount) as amount
from won_leads
group by
    stream,
    lead_type,
    month
order by
    stream,
    lead_type,
    month
