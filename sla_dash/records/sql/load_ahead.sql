-- Deals that are won or lost already, whatever day they are to close on: they closed when the records end, at the latest.
-- Grain: deals, one row each.
update deals
set closed_at = greatest(deals.opened_at, load.latest_at)
from load
where deals.stage <> 'open' and deals.closed_at > load.loaded_at
