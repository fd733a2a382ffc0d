-- Attempts made in the follow-up of leads whose clock started in a span of time: until they were reached or ended, until
-- the last milestone fell due, or until now.
-- One row per lead.
-- include followed
select
    lead_id,
    stream,
    lead_type,
    owner,
    clock_at,
    until_at,
    made,
    coalesce(conversation_at <= until_at, false) as reached
from followed
order by
    clock_at,
    lead_id
