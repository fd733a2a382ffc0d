-- Leads handed over in a span of time that sales had rejected by now, by reason, and how long rejecting took.
-- One row per reason, and one for all of them.
with rejected as (
    select
        coalesce(reject_reason, '(none)') as reason,
        epoch_us(rejected_at) - epoch_us(qualified_at) as took
    from facts
    where
        counted
        and qualified_at >= $starts_at
        and qualified_at < $ends_at
        and qualified_at <= $as_of
        and rejected_at <= $as_of
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
select
    reason,
    count(*) as leads,
    quantile_cont(took, 0.5) as median_us,
    quantile_cont(took, 0.9) as p90_us
from rejected
group by grouping sets ((reason), ())
order by
    reason is null,
    leads desc,
    reason
