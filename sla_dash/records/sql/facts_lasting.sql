-- The leads that for very long after their hand-off were neither over nor won, and all that have a deal: of each what is told
-- of silence.
-- One row per such lead, in the order of hand-off.
select
    lead_id,
    stream,
    lead_type,
    owner,
    counted,
    left_out,
    qualified_at,
    assigned_at,
    accepted_at,
    ended_at,
    won_at,
    opportunity_at,
    contact_at,
    last_touched_at
from facts
where
    opportunity_at is not null
    or least(ended_at, won_at) is null
    or epoch_us(least(ended_at, won_at)) - epoch_us(qualified_at) > $lasting_us
