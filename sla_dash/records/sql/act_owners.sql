-- Everybody who owns a lead or a deal.
-- One row per owner.
select owner
from schedules
where owner <> ''
union
select owner
from deals
where owner is not null
order by owner
