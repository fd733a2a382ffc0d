-- Leads nobody has contacted whose promise is broken ($late), or will be before the next stand-up; most overdue first.
-- One row per lead, at most $most of them (null: all), with how many there are in all.
-- include waiting
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at,
    clock_at,
    promise_us,
    used_us,
    count(*) over () as leads
from waiting
where
    ($owner is null or coalesce(owner, '(unassigned)') = $owner)
    and (used_us > promise_us) = $late
order by
    used_us - promise_us desc,
    lead_id
limit $most
