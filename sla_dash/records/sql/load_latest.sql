-- The one row about this loading, with the latest event that had happened by then.
-- Grain: one row.
insert into load
with latest as (
    select max(happened_at) as latest_at
    from (
        select unnest([created_at, assigned_at, qualified_at, accepted_at, rejected_at, closed_at]) as happened_at
        from leads
        union all
        select touched_at
        from touches
        union all
        select unnest([opened_at, closed_at])
        from deals
    )
    where happened_at <= $now
)
select
    $now,
    $mapping,
    latest_at,
    $agreement,
    $lead_url
from latest
