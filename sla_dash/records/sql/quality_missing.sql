-- How many leads handed over in a span of time lack each piece of the minimum information.
-- One row per stream, lead type, version that asks for it and piece that any lead lacks.
-- include handed
select
    stream,
    lead_type,
    required_version,
    field,
    count(*) as leads
from (
    select
        stream,
        lead_type,
        required_version,
        unnest(missing) as field
    from handed
) as lacked
group by
    stream,
    lead_type,
    required_version,
    field
order by
    stream,
    lead_type,
    required_version,
    field
