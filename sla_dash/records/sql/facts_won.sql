-- Leads that were won, at whatever instant.
-- One row per lead, in the order of hand-off.
select
    stream,
    lead_type,
    qualified_at,
    delivered_on,
    won_at,
    won_on
from facts
where counted and won_at is not null
