-- Leads handed over since an instant.
-- One row.
select count(*) as leads
from facts
where
    counted
    and qualified_at >= $since
    and qualified_at <= $as_of
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
