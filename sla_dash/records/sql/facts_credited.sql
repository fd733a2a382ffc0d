-- The leads that are settled, by who is credited with them and by state.
-- One row per UTC week in which their clock started (its Monday), person, stream, lead type, whether the promised
-- time is over, state, and whether the promise was broken before the lead was assigned.
select
    date_trunc('week', clock_at) as week_at,
    rep,
    stream,
    lead_type,
    elapsed,
    state,
    broken_before,
    count(*) as leads
from settled
group by
    week_at,
    rep,
    stream,
    lead_type,
    elapsed,
    state,
    broken_before
order by week_at
