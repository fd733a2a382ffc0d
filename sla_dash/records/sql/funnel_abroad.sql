-- Deals with an amount in another currency than the one that is summed in: closed in a span of time, or ($handed) of leads
-- that were handed over in it.
-- One row per stream, lead type and currency.
select
    stream,
    lead_type,
    currency,
    count(case when stage = 'won' then 1 end) as won,
    coalesce(sum(case when stage = 'won' then amount_abroad end), 0) as won_amount,
    count(case when stage = 'lost' then 1 end) as lost,
    coalesce(sum(case when stage = 'lost' then amount_abroad end), 0) as lost_amount
from deal_facts
where
    amount_abroad is not null
    and case when $handed then lead_counted and stage = 'won' else counted and stage in ('won', 'lost') end
    and case when $handed then qualified_at else closed_at end >= $starts_at
    and case when $handed then qualified_at else closed_at end < $ends_at
    and closed_at <= $as_of
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
group by
    stream,
    lead_type,
    currency
order by
    currency,
    stream,
    lead_type
