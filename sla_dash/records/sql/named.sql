-- How the leads are named, but for tests: how many of each kind there are, handed over and assigned among them, and from
-- when to when they came.
-- One row per stream and lead type; null where a lead has none.
select
    stream,
    lead_type,
    count(*) as leads,
    count(qualified_at) as handed_over,
    count(assigned_at) as assigned,
    min(least(created_at, qualified_at)) as first_at,
    max(coalesce(qualified_at, created_at)) as last_at,
    max(qualified_at) as last_handed_over_at
from leads
where not is_test
group by
    stream,
    lead_type
order by
    stream,
    lead_type
