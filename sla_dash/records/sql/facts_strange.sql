-- Streams and lead types that leads have and no version of the agreement names: their leads count for no target.
-- One row per stream and lead type.
insert into quality
select
    'not in the agreement',
    'leads',
    count(*),
    coalesce(stream, '(none)') || ' · ' || coalesce(lead_type, '(none)'),
    'these leads count for no target and have no promise; the agreement names ' || $agreed
from facts
where
    counted
    and (stream is not null or lead_type is not null)
    and coalesce(stream, '(none)') || ' · ' || coalesce(lead_type, '(none)') not in (select unnest($kinds))
group by
    stream,
    lead_type
order by
    count(*) desc
