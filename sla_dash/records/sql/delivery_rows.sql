-- Hand-offs in a span of time, the latest first, with whether they count and what sales made of them by now.
-- One row per lead.
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at as qualified_at_utc,
    delivered_on,
    counted,
    left_out,
    case when rejected_at <= $as_of then rejected_at end as rejected_at_utc,
    case when rejected_at <= $as_of then reject_reason end as reject_reason,
    counted and (rejected_at is null or rejected_at > $as_of) as net
from facts
where
    qualified_at >= $starts_at
    and qualified_at < $ends_at
    and qualified_at <= $as_of
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
order by
    qualified_at desc,
    lead_id
limit $most
