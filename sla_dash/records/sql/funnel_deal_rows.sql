-- The deals behind win rate, order value and time to close: opened or closed in a span of time.
-- One row per deal that counts.
select
    deal_id,
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at,
    opened_at,
    closed_at,
    stage,
    coalesce(amount, amount_abroad) as amount,
    currency,
    without_lead
from deal_facts
where
    counted
    and opened_at <= $as_of
    and (opened_at >= $starts_at or closed_at >= $starts_at)
    and opened_at < $ends_at
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
order by
    opened_at,
    deal_id
