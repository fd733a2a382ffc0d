-- Every deal with the stream and type of its lead, when that was handed over, and whether it counts; a deal that names
-- no lead of these records is without one. What is summed is the amount; in another currency it stands apart.
-- One row per deal, in the order of opening.
select
    d.deal_id,
    d.lead_id,
    coalesce(f.stream, d.stream) as stream,
    f.lead_type,
    d.owner,
    f.qualified_at,
    f.delivered_on,
    coalesce(f.counted, false) as lead_counted,
    f.lead_id is null as without_lead,
    coalesce(f.left_out <> 'test', true) as counted,
    d.opened_at,
    d.closed_at,
    d.stage,
    case when coalesce(upper(d.currency), $currency) is not distinct from $currency then d.amount end as amount,
    case when upper(d.currency) <> $currency then d.amount end as amount_abroad,
    coalesce(upper(d.currency), $currency) as currency
from deals as d
left join facts as f on f.lead_id = d.lead_id
order by
    d.opened_at,
    d.deal_id
