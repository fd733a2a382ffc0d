-- Deals whose amounts are in another currency than the one that is summed in.
-- One row per currency.
insert into quality
select
    'in another currency',
    'deals',
    count(*),
    currency || ': ' || min(deal_id),
    'the deal counts, and its amount stands apart: it is never added to those of another currency'
from deal_facts
where amount_abroad is not null
group by currency
order by currency
