-- Leads still to be followed up: the last milestone they missed of those due in a span ($missed), or, where they
-- missed none, the next one due before the next stand-up for which an attempt is lacking.
-- One row per lead, at most $most of them (null: all), with how many there are in all.
-- include owed
-- include behind
with placed as (
    select
        *,
        max(promised) over (partition by lead_id) as asked,
        row_number() over (
            partition by lead_id
            order by
                missed desc,
                case when missed then -day else day end
        ) as place
    from behind
    where $owner is null or coalesce(owner, '(unassigned)') = $owner
)
select
    lead_id,
    stream,
    lead_type,
    owner,
    clock_at,
    day,
    promised,
    due_at,
    coalesce(len(list_filter(attempts, lambda attempt: attempt <= least(due_at, $as_of))), 0) as made_by_due,
    made_by_now as made,
    asked,
    count(*) over () as leads
from placed
where place = 1 and missed = $missed
order by
    made_by_now >= asked,
    due_at,
    lead_id
limit $most
