-- Leads handed over in a span of local days, and how many of them sales had rejected by now.
-- One row per stream, lead type and local day.
-- include delivered
select *
from delivered
where
    delivered_on >= $first_on
    and delivered_on < $end_on
order by
    stream,
    lead_type,
    delivered_on
