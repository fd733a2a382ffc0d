-- Leads handed over and rejected by the time of loading.
-- One row per stream, lead type and local day.
select
    stream,
    lead_type,
    delivered_on,
    count(*) as gross,
    count(case when rejected_at <= $now then 1 end) as rejected
from facts
where
    counted
    and qualified_at <= $now
group by
    stream,
    lead_type,
    delivered_on
order by
    delivered_on
