-- The currency that amounts are summed in, and how many deals have an amount in it; none where no deal has.
-- One row; the currency is null where no deal says.
select
    max(currency) as currency,
    count(*) as priced
from deal_facts
where amount is not null
