-- How long nobody reached out to a lead after having done so: each silence that lasts so long as to be told of, and the
-- one after the last touch, whose end nobody knows yet.
-- One row per lead and silence.
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
where counted_next is null or epoch_us(counted_next) - epoch_us(counted_at) >= $silent_us
