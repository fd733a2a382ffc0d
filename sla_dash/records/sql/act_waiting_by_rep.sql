-- Leads nobody has contacted, by the rep who owns them: promise broken, or due before the next stand-up.
-- One row per rep with any; no rep is a row of its own.
-- include waiting
select
    owner,
    count(case when used_us > promise_us then 1 end) as breached_waiting,
    count(case when used_us <= promise_us then 1 end) as due_before_next_standup
from waiting
group by owner
order by owner
