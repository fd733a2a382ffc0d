-- Leads handed over in a span of local days, and how many of them sales had rejected by now.
-- One row per stream, lead type and local day.
select
    stream,
    lead_type,
    delivered_on,
    count(*) as gross,
    count(case when rejected_at <= $as_of then 1 end) as rejected
from facts
where
    counted
    and delivered_on >= $first_on
    and delivered_on < $end_on
    and qualified_at >= $starts_at
    and qualified_at < $ends_at
    and qualified_at <= $as_of
group by
    stream,
    lead_type,
    delivered_on
order by
    stream,
    lead_type,
    delivered_on
