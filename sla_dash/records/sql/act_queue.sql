-- The hand-off queue: open leads that were delivered and that nobody owns, or whose owner has not contacted them.
-- One row per owner (none for leads that nobody owns yet) and age band.
select
    owner,
    band,
    count(*) as leads
from (
    select
        case when assigned_at > $as_of then null else owner end as owner,
        case
            when epoch($as_of) - epoch(qualified_at) < $first_seconds then 0
            when epoch($as_of) - epoch(qualified_at) < $second_seconds then 1
            when epoch($as_of) - epoch(qualified_at) < $third_seconds then 2
            else 3
        end as band
    from facts
    where
        counted
        and qualified_at <= $as_of
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
        and (ended_at is null or ended_at > $as_of)
        and (won_at is null or won_at > $as_of)
        and (owner is null or assigned_at > $as_of or ($touched and (contact_at is null or contact_at > $as_of)))
) as queued
group by
    owner,
    band
order by
    owner,
    band
