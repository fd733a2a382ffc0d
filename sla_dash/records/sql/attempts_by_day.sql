-- Attempts that people made to reach leads in a span of local days that is over.
-- One row per local day.
select
    day,
    attempts
from attempt_days
where
    day >= $first_on
    and day < $end_on
order by day
