-- The leads that are still to be followed up, whether their cadence is over or not: of each what tells whether anybody tries.
-- One row per such lead, in the order of hand-off.
-- include attempted
select
    stream,
    lead_type,
    owner,
    assigned_at,
    counted,
    version,
    clock_at,
    due_from,
    stopped_at,
    last_attempt_at
from attempted
where
    counted
    and clock_at is not null
    and (stopped_at is null or stopped_at > $as_of)
