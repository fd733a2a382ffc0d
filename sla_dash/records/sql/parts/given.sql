-- Leads that were assigned in a span of time, and those handed over in it that nobody owns by now. A lead whose
-- assignment has no instant was assigned at its hand-off.
with given as (
    select
        lead_id,
        stream,
        lead_type,
        case when assigned_at > $as_of then null else owner end as owner,
        case
            when owner is null or assigned_at > $as_of then qualified_at
            else coalesce(assigned_at, qualified_at)
        end as given_at,
        qualified_at
    from (
        select *
        from facts
        where
            assigned_at >= $starts_at
            and assigned_at < $ends_at
            and assigned_at <= $as_of
            and owner is not null
        union all
        select *
        from facts
        where
            qualified_at >= $starts_at
            and qualified_at < $ends_at
            and (assigned_at is null or assigned_at > $as_of or owner is null)
    ) as f
    where
        counted
        and qualified_at <= $as_of
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
