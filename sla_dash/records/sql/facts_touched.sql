-- How many touches there are, and how much of what a touch by a person may say is there.
-- One row.
select
    count(*) as touches,
    count(case when not is_automated then 1 end) as by_people,
    count(case when not is_automated then rep end) as rep,
    count(case when not is_automated then outcome end) as outcome,
    count(case when not is_automated and touched_until is null then 1 end) as hour
from touches
