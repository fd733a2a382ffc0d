-- The hand-off queue: open leads that were delivered and that nobody owns, or whose owner has not contacted them. Those
-- handed over lately are sought among all, and those before among what loading found to have been open for long.
with queued as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.name,
        f.company,
        f.score,
        f.missing,
        f.qualified_at,
        f.assigned_at,
        f.contact_at,
        f.clock_at,
        f.schedule,
        f.worked_at_clock,
        f.promise_us
    from (
        select *
        from facts
        where
            counted
            and qualified_at >= $recent_at
        union all
        select *
        from unworked
        where qualified_at < $recent_at
    ) as f
    where
        f.qualified_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.ended_at is null or f.ended_at > $as_of)
        and (f.won_at is null or f.won_at > $as_of)
        and (f.owner is null or f.assigned_at > $as_of or ($touched and (f.contact_at is null or f.contact_at > $as_of)))
)
