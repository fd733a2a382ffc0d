-- Leads that were assigned in a span of time, and those handed over in it that nobody owns by now. A lead whose
-- assignment has no instant was assigned at its hand-off.
with placed as (
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
    from facts
    where
        counted
        and qualified_at <= $as_of
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
),
given as (
    select *
    from placed
    where
        given_at >= $starts_at
        and given_at < $ends_at
)
