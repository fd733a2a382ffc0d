-- include kept
-- Milestones due in a span of time that are missed, or for which an attempt is lacking, of leads that are still to be
-- followed up.
with behind as (
    select
        *,
        kept = 'missed' as missed
    from kept
    where
        due_at >= $starts_at
        and due_at <= $ends_at
        and (stopped_at is null or stopped_at > $as_of)
        and kept <> 'met'
)
