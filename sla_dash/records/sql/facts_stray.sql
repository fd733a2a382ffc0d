-- Deals without a lead: they count among deals and in no cohort.
-- One row where there are any.
insert into quality
select
    'without a lead',
    'deals',
    count(*),
    min(deal_id || coalesce(': ' || lead_id, '')),
    'the deal names no lead of these records; it is in no month''s leads'
from deal_facts
where without_lead
having count(*) > 0
