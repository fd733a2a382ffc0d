-- Leads by how many attempts were made until a milestone of theirs fell due in a span of time, or until now.
-- One row per day of the cadence, whether it is past, number of attempts, and whether the follow-up stopped before.
-- include due
with owed as (
    select *
    from due
)
-- include kept
select
    day,
    past_due,
    coalesce(len(list_filter(attempts, lambda attempt: attempt <= least(due_at, $as_of))), 0) as made,
    coalesce(stopped_at <= $as_of and stopped_at < due_at, false) as stopped,
    count(*) as leads
from kept
where due_at >= $starts_at and due_at < $ends_at
group by
    day,
    past_due,
    made,
    stopped
order by
    day,
    past_due,
    made,
    stopped
