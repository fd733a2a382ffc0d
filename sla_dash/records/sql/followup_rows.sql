-- Follow-up milestones that fall due in a span of time, and what became of each.
-- One row per lead and milestone.
-- include due
with owed as (
    select *
    from due
)
-- include kept
select
    lead_id,
    stream,
    lead_type,
    owner,
    clock_at,
    day,
    promised,
    due_at,
    coalesce(len(list_filter(attempts, lambda attempt: attempt <= least(due_at, $as_of))), 0) as made_by_due,
    case when stopped_at <= $as_of then stopped_at end as stopped_at,
    kept
from kept
where due_at >= $starts_at and due_at < $ends_at
order by
    due_at,
    lead_id
