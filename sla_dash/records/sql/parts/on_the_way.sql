-- include clocks
-- Leads handed over in a span of time, the instants of their way to the first conversation, and what their clock shows.
-- Left out are those touched before their hand-off, and those of whose hand-off only the day is known.
with on_the_way as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        f.owner,
        f.qualified_at,
        case when f.assigned_at <= $as_of then f.assigned_at end as assigned_at,
        case when f.contact_at <= $as_of then f.contact_at end as contact_at,
        case when f.conversation_at <= $as_of then f.conversation_at end as conversation_at,
        case when f.ended_at <= $as_of then f.ended_at end as ended_at,
        f.worked_at_qualified,
        f.worked_at_assigned,
        f.worked_at_contact,
        f.worked_at_conversation,
        c.worked_now,
        f.qualified_until is not null or coalesce(f.contact_at < f.qualified_at, false) as left_out
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.qualified_at >= $starts_at
        and f.qualified_at < $ends_at
        and f.qualified_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
