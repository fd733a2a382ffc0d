-- Leads handed over in a span of local days, and how many of them sales rejected, as counted when they were loaded.
-- One row per stream, lead type and local day.
select
    stream,
    lead_type,
    delivered_on,
    gross,
    rejected
from delivered_days
where
    delivered_on >= $first_on
    and delivered_on < $end_on
order by
    stream,
    lead_type,
    delivered_on
