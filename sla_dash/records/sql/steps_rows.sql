-- The leads handed over in a span of time, with the instants of their way to the first conversation.
-- One row per lead.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now
)
select
    f.lead_id,
    f.stream,
    f.lead_type,
    f.owner,
    f.qualified_at as handed_over_utc,
    case when f.assigned_at <= $as_of then f.assigned_at end as assigned_utc,
    case when f.contact_at <= $as_of then f.contact_at end as contacted_utc,
    case when f.conversation_at <= $as_of then f.conversation_at end as conversation_utc,
    case when f.ended_at <= $as_of then f.ended_at end as closed_or_rejected_utc,
    case when f.assigned_at <= $as_of then f.worked_at_assigned - f.worked_at_qualified end / 60.0
        as working_minutes_to_assigned,
    case when f.contact_at <= $as_of then f.worked_at_contact - f.worked_at_qualified end / 60.0
        as working_minutes_to_contact,
    case when f.conversation_at <= $as_of then f.worked_at_conversation - f.worked_at_qualified end / 60.0
        as working_minutes_to_conversation,
    (c.worked_now - f.worked_at_qualified) / 60.0 as working_minutes_to_now,
    coalesce(f.contact_at <= $as_of and f.contact_at < f.qualified_at, false) as left_out
from facts as f
left join clocks as c on c.schedule = f.schedule
where
    f.counted
    and f.qualified_at >= $starts_at
    and f.qualified_at < $ends_at
    and f.qualified_at <= $as_of
    and ($stream is null or coalesce(f.stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
order by
    f.qualified_at,
    f.lead_id
