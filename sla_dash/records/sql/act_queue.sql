-- How many leads are in the hand-off queue, and how long they have been there.
-- One row per owner (none for leads that nobody owns yet) and age band.
-- include queued
select
    owner,
    case
        when epoch_us($as_of) - epoch_us(qualified_at) < $first_us then 0
        when epoch_us($as_of) - epoch_us(qualified_at) < $second_us then 1
        when epoch_us($as_of) - epoch_us(qualified_at) < $third_us then 2
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
