-- Leads nobody has contacted whose promise is broken ($late), or will be before the next stand-up; those with the
-- highest score first, among equals and without scores the most overdue.
-- One row per lead, at most $most of them (null: all), with how many there are in all.
-- include waiting
with wanted as (
    select *
    from waiting
    where
        ($owner is null or coalesce(owner, '(unassigned)') = $owner)
        and (used_us > promise_us) = $late
)
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at,
    clock_at,
    promise_us,
    used_us,
    score,
    array_to_string(missing, ', ') as missing,
    name,
    company,
    (select count(*) from wanted) as leads
from wanted
order by
    score desc nulls last,
    used_us - promise_us desc,
    lead_id
limit $most
