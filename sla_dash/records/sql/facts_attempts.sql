-- Attempts by people to reach a lead, in order; a touch soon after the one before it belongs to the same attempt.
-- One row per lead with at least one attempt after its clock started.
with human as (
    select
        t.lead_id,
        t.counted_at,
        lag(t.counted_at) over (partition by t.lead_id order by t.counted_at) as counted_before
    from counted_touches as t
    inner join clocks as c on c.lead_id = t.lead_id
    where
        t.direction = 'outbound'
        and t.counted_at >= c.clock_at
)
select
    lead_id,
    list_sort(list(counted_at)) as attempts
from human
where counted_before is null or epoch_us(counted_at) - epoch_us(counted_before) >= $one_attempt_us
group by lead_id
