-- Local days from hand-off to win, over leads won by now.
-- One row.
select
    count(*) as won,
    min(won_on - delivered_on) as fewest,
    max(won_on - delivered_on) as most,
    avg(won_on - delivered_on) as mean,
    median(won_on - delivered_on) as median,
    quantile_cont(won_on - delivered_on, 0.9) as p90
from won_leads
where won_at <= $as_of and delivered_on is not null
