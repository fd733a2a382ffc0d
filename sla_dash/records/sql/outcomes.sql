-- Leads handed over and how many of them were won.
-- One row per stream and lead type.
select
    stream,
    lead_type,
    count(*) as leads,
    count(case when won_at <= $as_of then 1 end) as won
from facts
where counted and qualified_at <= $as_of
group by
    stream,
    lead_type
order by
    stream,
    lead_type
