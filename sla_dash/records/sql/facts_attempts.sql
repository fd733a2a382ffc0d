-- Attempts by people to reach a lead, in order; a touch soon after the one before it belongs to the same attempt.
-- One row per lead with at least one attempt after its clock started.
create or replace temp table attempts as
with human as (
    select
        lead_id,
        counted_at,
        lag(counted_at) over (partition by lead_id order by counted_at) as counted_before
    from counted_touches
    where
        direction = 'outbound'
        and counted_at >= clock_at
)
select
    lead_id,
    list(counted_at order by counted_at) as attempts
from human
where counted_before is null or epoch_us(counted_at) - epoch_us(counted_before) >= $one_attempt_us
group by lead_id
