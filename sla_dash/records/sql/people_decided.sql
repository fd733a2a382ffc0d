-- Leads whose clock started in a span of time and whose promised time is up, by who is credited with them: who
-- contacted the lead first, its owner where nobody did or the touch names nobody.
-- One row per person, stream, lead type and whether the promise was broken before the lead was assigned; nobody is a row.
-- include judged
select
    rep,
    stream,
    lead_type,
    broken_before,
    count(case when state = 'met' then 1 end) as in_time,
    count(case when state = 'breached' then 1 end) as late,
    count(case when state = 'breached, still waiting' then 1 end) as late_and_waiting
from judged
where
    state in ('met', 'breached', 'breached, still waiting')
    and elapsed
group by
    rep,
    stream,
    lead_type,
    broken_before
order by
    rep,
    stream,
    lead_type,
    broken_before
