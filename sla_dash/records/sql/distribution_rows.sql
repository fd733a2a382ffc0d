-- Leads assigned in a span of time, and those handed over in it that nobody owns, the latest first.
-- One row per lead.
-- include given
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at as qualified_at_utc,
    case when owner is not null then given_at end as assigned_at_utc
from given
order by
    given_at desc,
    lead_id
limit $most
