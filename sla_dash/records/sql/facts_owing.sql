-- The milestones of leads that are still to be followed up, and when each falls due.
-- One row per such lead and milestone, those first that fall due first.
-- include due
select *
from due
where stopped_at is null or stopped_at > $as_of
order by
    due_at,
    lead_id
