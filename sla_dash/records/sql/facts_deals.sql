-- First opportunity, win and loss of each lead, and what was won in the currency summed in; a lead with several deals stays one lead.
-- One row per lead with a deal.
select
    lead_id,
    min(opened_at) as opportunity_at,
    min(case when stage = 'won' then closed_at end) as won_at,
    min(case when stage = 'lost' then closed_at end) as lost_at,
    cast(
        sum(
            case
                when stage = 'won' and coalesce(upper(currency), $currency) is not distinct from $currency then amount
            end
        ) as decimal(38, 2)
    ) as won_amount
from deals
where lead_id is not null
group by lead_id
