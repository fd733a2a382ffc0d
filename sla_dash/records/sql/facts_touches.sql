-- First contact by a person, who made it, the first conversation and the last touch of each lead. Of two who reached it
-- at one instant the first by name is taken; a touch that names nobody comes before both.
-- One row per lead that anybody reached out to.
select
    lead_id,
    earliest.counted_at as contact_at,
    nullif(earliest.rep, '') as contact_by,
    conversation_at,
    last_touched_at
from (
    select
        lead_id,
        min({'counted_at': counted_at, 'rep': coalesce(rep, '')}) as earliest,
        min(case when outcome = 'connected' then counted_at end) as conversation_at,
        max(counted_at) as last_touched_at
    from counted_touches
    where direction = 'outbound' or outcome = 'connected'
    group by lead_id
) as reached
