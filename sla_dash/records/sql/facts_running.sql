-- The leads that are still to be followed up, whether their cadence is over or not: of each what is told of follow-up.
-- One row per such lead, in the order of hand-off.
-- include attempted
select
    lead_id,
    stream,
    lead_type,
    owner,
    assigned_at,
    counted,
    version,
    clock_at,
    clock_on,
    due_from,
    attempts,
    stopped_at,
    made_by_now,
    last_attempt_at
from attempted
where
    counted
    and clock_at is not null
    and (stopped_at is null or stopped_at > $as_of)
