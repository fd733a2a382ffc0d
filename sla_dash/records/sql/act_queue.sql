-- How many leads are in the hand-off queue, and how long they have been there.
-- One row per owner (none for leads that nobody owns yet) and age band.
-- include queued
select
    owner,
    case
        when epoch($as_of) - epoch(qualified_at) < $first_seconds then 0
        when epoch($as_of) - epoch(qualified_at) < $second_seconds then 1
        when epoch($as_of) - epoch(qualified_at) < $third_seconds then 2
        else 3
    end as band,
    count(*) as leads
from queued
group by
    owner,
    band
order by
    owner,
    band
