-- First contact by a person, who made it, the first conversation and the last touch of each lead.
-- One row per lead that anybody touched.
create or replace temp table first_touches as
select
    lead_id,
    min(case when direction = 'outbound' or outcome = 'connected' then counted_at end) as contact_at,
    nullif(
        min_by(
            coalesce(rep, ''),  -- or the first touch that names anybody would be taken
            case when direction = 'outbound' or outcome = 'connected' then counted_at end
        ),
        ''
    ) as contact_by,
    min(case when outcome = 'connected' then counted_at end) as conversation_at,
    max(case when direction = 'outbound' or outcome = 'connected' then counted_at end) as last_touched_at
from counted_touches
group by lead_id
