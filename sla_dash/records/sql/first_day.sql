-- The first local day on which a lead that counts was handed over.
-- One row; null without any.
select min(delivered_on) as first_on
from delivered_days
