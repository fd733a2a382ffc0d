-- Deals closed in a span of time, by how they ended and what they were worth; amounts that nobody wrote, or that are in
-- another currency, are counted, and so are those of 0 that a lost deal has.
-- One row per stream and lead type; deals without a lead have no type.
select
    stream,
    lead_type,
    count(case when stage = 'won' then 1 end) as won,
    count(case when stage = 'lost' then 1 end) as lost,
    sum(case when stage = 'won' then amount end) as won_amount,
    sum(case when stage = 'lost' then amount end) as lost_amount,
    count(case when stage = 'won' and amount is null then 1 end) as won_unpriced,
    count(case when stage = 'lost' and coalesce(amount, 0) = 0 then 1 end) as lost_unpriced,
    count(case when without_lead then 1 end) as without_lead
from deal_facts
where
    counted
    and stage in ('won', 'lost')
    and closed_at >= $starts_at
    and closed_at < $ends_at
    and closed_at <= $as_of
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
group by
    stream,
    lead_type
order by
    stream,
    lead_type
