-- The other leads whose clock has started, and those that nobody was assigned, where that starts it: of each what is told
-- of contact, and who it is.
-- One row per such lead, in the order of hand-off.
with asked as (
    select *
    from facts
)
-- include everyone
select
    lead_id,
    stream,
    lead_type,
    owner,
    name,
    company,
    score,
    missing,
    counted,
    qualified_at,
    assigned_at,
    ended_at,
    stopped_at,
    version,
    schedule,
    clock_at,
    due_from,
    clock_on,
    clock_hour,
    clock_in_hours,
    known_by_day,
    promise_us,
    contact_at,
    contact_by,
    worked_at_clock,
    worked_at_assigned,
    worked_at_contact,
    won_at
from everyone
where settled is not true
