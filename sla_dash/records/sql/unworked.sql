-- The facts of the leads that were not over by the time of loading, and that nobody had contacted or nobody owned.
-- One row per such lead, in the order of hand-off.
select *
from facts
where
    counted
    and (ended_at is null or ended_at > $now)
    and (contact_at is null or contact_at > $now or owner is null or assigned_at > $now)
order by
    qualified_at nulls last,
    lead_id
