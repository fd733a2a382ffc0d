-- Public holidays of every calendar that the agreement names.
-- One row per country, subdivision and day.
select
    country,
    subdivision,
    day,
    name
from holidays
order by
    country,
    subdivision,
    day
