-- Who owns leads or makes touches, with team, time zone and days at work.
-- One row per rep.
select
    rep,
    team,
    timezone,
    active_from,
    active_to
from reps
order by rep
