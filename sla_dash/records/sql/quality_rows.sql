-- Leads handed over in a span of time, the latest first, with what each lacks of the minimum information: nothing said
-- where the version in force at its hand-off asks nothing, or nobody knows what the lead carries.
-- One row per lead.
-- include handed
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at as qualified_at_utc,
    required_version as asked_by_agreement,
    len(missing) = 0 as complete,
    array_to_string(missing, ', ') as missing
from handed
order by
    qualified_at desc,
    lead_id
limit $most
