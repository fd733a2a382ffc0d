-- Touches by people, each at the instant at which it counts: one known by its local day alone at the first instant of
-- that day that is not before the clock of its lead started.
-- One row per touch.
select
    lead_id,
    rep,
    direction,
    outcome,
    touched_at as counted_at
from touches
where not is_automated and touched_until is null
union all
select
    t.lead_id,
    t.rep,
    t.direction,
    t.outcome,
    case when t.touched_until > c.clock_at then greatest(t.touched_at, c.clock_at) else t.touched_at end as counted_at
from touches as t
inner join clocks as c on c.lead_id = t.lead_id
where not t.is_automated and t.touched_until is not null
