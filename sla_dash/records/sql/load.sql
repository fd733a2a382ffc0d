-- When the records were loaded, how far they reach, under which agreement they were prepared, what was rejected, and
-- where the CRM shows a lead.
-- One row.
select
    l.loaded_at,
    l.latest_at,
    l.mapping,
    l.agreement,
    (select cast(coalesce(sum(rows), 0) as bigint) from rejects) as rejected,
    (select touches > 0 from touched) as has_touches,
    l.lead_url
from load as l
