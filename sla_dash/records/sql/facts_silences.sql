-- How long nobody reached out to a lead after having done so: each silence that lasted so long as to be told of, and ended.
-- One row per lead and silence, in the order in which they ended.
select
    lead_id,
    counted_at as touched_at,
    counted_next as until_at
from (
    select
        lead_id,
        counted_at,
        lag(counted_at) over (partition by lead_id order by counted_at desc) as counted_next
    from counted_touches
    where direction = 'outbound' or outcome = 'connected'
) as reached
where epoch_us(counted_next) - epoch_us(counted_at) >= $silent_us
order by
    counted_next,
    lead_id
