-- Who owns leads or makes touches, with team and time zone.
-- One row per rep.
select
    rep,
    team,
    timezone
from reps
order by rep
