-- Leads handed over in a span of time, those of which it is known what they carry, and those that lack nothing.
-- One row per stream, lead type and version that asks for it; none where nothing was asked.
-- include handed
select
    stream,
    lead_type,
    required_version,
    count(*) as leads,
    count(missing) as known,
    count(case when len(missing) = 0 then 1 end) as complete
from handed
group by
    stream,
    lead_type,
    required_version
order by
    stream,
    lead_type,
    required_version
