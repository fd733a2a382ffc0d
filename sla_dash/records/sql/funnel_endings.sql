-- Why leads that were handed over in a span of time ended without a deal: rejected by sales, or closed.
-- One row per ending and reason, the commonest first and at most so many; the last two columns count them all.
with ended as (
    select
        case when rejected_at <= $as_of then 'rejected' else 'closed' end as ending,
        coalesce(case when rejected_at <= $as_of then reject_reason else disposition end, '(none)') as reason
    from facts
    where
        counted
        and qualified_at >= $starts_at
        and qualified_at < $ends_at
        and qualified_at <= $as_of
        and ended_at <= $as_of
        and (opportunity_at is null or opportunity_at > $as_of)
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
),
counted as (
    select
        ending,
        reason,
        count(*) as leads
    from ended
    group by
        ending,
        reason
)
select
    ending,
    reason,
    leads,
    count(*) over () as reasons,
    cast(sum(leads) over () as bigint) as leads_in_all
from counted
order by
    leads desc,
    ending,
    reason
limit $most
