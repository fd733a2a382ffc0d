-- Deals opened in a span of time by how long they took to close, or have been open by now.
-- One row per stream, lead type and whole days.
with timed as (
    select
        stream,
        lead_type,
        closed_at is not null and closed_at <= $as_of and stage <> 'open' as closed,
        opened_at,
        closed_at
    from deal_facts
    where
        counted
        and opened_at >= $starts_at
        and opened_at <= $as_of
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
select
    stream,
    lead_type,
    cast(
        floor((epoch_us(case when closed then closed_at else $as_of end) - epoch_us(opened_at)) / 86400000000) as bigint
    ) as days,
    count(case when closed then 1 end) as closed,
    count(case when not closed then 1 end) as still_open
from timed
group by
    stream,
    lead_type,
    days
order by
    stream,
    lead_type,
    days
