-- Whether the records hold a lead, whatever became of it.
-- One row.
select count(*) > 0 as held
from leads
where lead_id = $lead_id
