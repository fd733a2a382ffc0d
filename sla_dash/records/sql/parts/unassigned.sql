-- The leads handed over in a span of time that nobody was assigned, where that starts clocks.
with unassigned as (
    select
        *,
        coalesce(contact_at <= $as_of, false) as contacted,
        coalesce(ended_at <= $as_of, false) as ended,
        'never assigned' as state
    from asked
    where
        counted
        and qualified_at >= $starts_at
        and qualified_at < $ends_at
        and qualified_at <= $as_of
        and (clock_at is null or clock_at > $as_of)
        and clock_at is not distinct from assigned_at
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
