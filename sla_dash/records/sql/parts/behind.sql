-- include due
-- Milestones due in a span of time for which an attempt is lacking, of leads that are still to be followed up.
with behind as (
    select
        *,
        due_at < $as_of as missed
    from due
    where
        due_at >= $starts_at
        and due_at <= $ends_at
        and (stopped_at is null or stopped_at > $as_of)
        and (attempts is null or len(attempts) < promised or attempts[promised] > least(due_at, $as_of))
)
