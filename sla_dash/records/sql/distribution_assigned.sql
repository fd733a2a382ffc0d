-- How many leads each owner was assigned in a span of time, and how many handed over in it nobody owns.
-- One row per owner, none for nobody.
-- include given
select
    owner,
    count(*) as leads
from given
group by owner
order by owner
