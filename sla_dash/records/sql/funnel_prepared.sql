-- What became of the leads after they entered a stage, as counted when the records were loaded.
-- The two grains of funnel_steps: one row per whole days, and one per local day of entry.
select
    stream,
    lead_type,
    stage,
    goal,
    entered_on,
    days,
    entered,
    passed,
    lost
from funnel_steps
order by
    stage,
    goal,
    entered_on,
    days
