-- How many more and fewer leads wait at each stage, have passed it and are lost, by the UTC day on which that changed.
-- One row per time zone, stream, lead type, stage, goal, local day of entry, whole days, outcome and day of change.
with chosen as not materialized (
    select *
    from facts
    where counted
)
-- include step_changes
select
    zone,
    stream,
    lead_type,
    stage,
    goal,
    entered_on,
    days,
    passed,
    happened_on,
    cast(sum(leads) as bigint) as leads
from step_changes
group by all
having sum(leads) <> 0
order by entered_on
