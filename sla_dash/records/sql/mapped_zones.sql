-- The time zones that the mapping of the records names for times in their files.
-- One row per zone.
select zone
from mapped_zones
order by zone
