-- How many kinds of leads the records tell apart, by stream and lead type, and an example of each.
-- Grain: one row.
select
    count(*) as kinds,
    min(stream) as stream,
    min(lead_type) as lead_type
from (
    select
        stream,
        lead_type
    from leads
    union
    select
        stream,
        null as lead_type
    from deals
) as named
