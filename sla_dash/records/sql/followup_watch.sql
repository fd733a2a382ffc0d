-- Leads whose clock started since an instant: how many are still followed up, in how many of those nobody has tried for
-- too long, and to how many more attempts were made than they can be asked to bear.
-- One row per rep; no rep is a row of its own.
-- include watched
select
    owner,
    count(case when running and early then 1 end) as running_early,
    count(case when running and not early then 1 end) as running_later,
    count(case when silent and early then 1 end) as silent_early,
    count(case when silent and not early then 1 end) as silent_later,
    count(*) as leads,
    count(case when over_contacted then 1 end) as over_contacted
from watched
group by owner
order by owner
