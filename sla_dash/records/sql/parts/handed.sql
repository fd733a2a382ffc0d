-- Leads handed over in a span of time, whether sales took them or not, and what each lacks of the minimum information.
with handed as (
    select
        lead_id,
        stream,
        lead_type,
        owner,
        qualified_at,
        required_version,
        missing
    from facts
    where
        counted
        and qualified_at >= $starts_at
        and qualified_at < $ends_at
        and qualified_at <= $as_of
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
