-- The leads behind the cohorts: those created, handed over, accepted, with a deal or won in a span of time.
-- One row per lead that counts.
select
    lead_id,
    stream,
    lead_type,
    owner,
    created_at,
    qualified_at,
    accepted_at,
    opportunity_at,
    won_at,
    won_amount,
    rejected_at,
    reject_reason,
    closed_at,
    disposition
from facts
where
    counted
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
    and created_at <= $as_of
    and (
        (created_at >= $starts_at and created_at < $ends_at)
        or (qualified_at >= $starts_at and qualified_at < $ends_at and qualified_at <= $as_of)
        or (accepted_at >= $starts_at and accepted_at < $ends_at and accepted_at <= $as_of)
        or (opportunity_at >= $starts_at and opportunity_at < $ends_at and opportunity_at <= $as_of)
        or (won_at >= $starts_at and won_at < $ends_at and won_at <= $as_of)
    )
order by
    qualified_at,
    lead_id
