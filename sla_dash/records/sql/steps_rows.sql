-- The leads handed over in a span of time, with the instants of their way to the first conversation.
-- One row per lead.
-- include on_the_way
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at as handed_over_utc,
    assigned_at as assigned_utc,
    contact_at as contacted_utc,
    conversation_at as conversation_utc,
    ended_at as closed_or_rejected_utc,
    case when assigned_at is not null then worked_at_assigned - worked_at_qualified end / 60000000
        as working_minutes_to_assigned,
    case when contact_at is not null then worked_at_contact - worked_at_qualified end / 60000000
        as working_minutes_to_contact,
    case when conversation_at is not null then worked_at_conversation - worked_at_qualified end / 60000000
        as working_minutes_to_conversation,
    (worked_now - worked_at_qualified) / 60000000 as working_minutes_to_now,
    left_out
from on_the_way
order by
    qualified_at,
    lead_id
