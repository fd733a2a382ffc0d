-- Reps who are active on a day, both ends of their time included.
-- One row.
select count(*) as reps
from reps
where
    (active_from is null or active_from <= $day)
    and (active_to is null or active_to >= $day)
