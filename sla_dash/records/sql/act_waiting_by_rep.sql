-- Leads nobody has contacted, by the rep who owns them: promise broken, or due before the next stand-up.
-- One row per rep with any; no rep is a row of its own. Beside the counts the type of the lead that is late for longest,
-- for how long, and what it is called (null where none is late).
-- include waiting
select
    owner,
    count(case when used_us > promise_us then 1 end) as breached_waiting,
    count(case when used_us <= promise_us then 1 end) as due_before_next_standup,
    arg_max_null(lead_type, used_us - promise_us) filter (used_us > promise_us) as longest_type,
    max(used_us - promise_us) filter (used_us > promise_us) as longest_us,
    arg_max_null(coalesce(nullif(concat_ws(', ', name, company), ''), lead_id), used_us - promise_us)
    filter (used_us > promise_us) as longest_who
from waiting
group by owner
order by owner
