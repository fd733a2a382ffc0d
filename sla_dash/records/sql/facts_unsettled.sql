-- The facts of the other leads whose clock has started, and of those that nobody was assigned, where that starts it.
-- One row per such lead, in the order of hand-off.
with asked as (
    select *
    from facts
)
-- include standing
select * exclude (contacted, ended, used_at_contact, used_now, used_next, settled, state)
from standing
where settled is not true
