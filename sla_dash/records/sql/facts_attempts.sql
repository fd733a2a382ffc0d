-- Attempts by people to reach a lead, in order; a touch soon after the one before it belongs to the same attempt.
-- One row per lead with at least one attempt after its clock started.
create or replace temp table attempts as
with human as (
    select
        t.lead_id,
        t.touched_at,
        lag(t.touched_at) over (partition by t.lead_id order by t.touched_at) as touched_before
    from touches as t
    inner join clocks as c on c.lead_id = t.lead_id
    where
        not t.is_automated
        and t.direction = 'outbound'
        and t.touched_at >= c.clock_at
)
select
    lead_id,
    list(touched_at order by touched_at) as attempts
from human
where touched_before is null or epoch_us(touched_at) - epoch_us(touched_before) >= $one_attempt_us
group by lead_id
