-- The leads of the hand-off queue: the late ones, those due before the next stand-up, and the rest; in each those that
-- nobody owns first, then the highest score, then the oldest. With $beyond only the rest.
-- One row per lead, at most $most of them (null: all), with how many there are in all.
-- include clocks
-- include queued
with told_apart as (
    select
        q.*,
        case
            when not $touched or q.contact_at <= $as_of or q.clock_at is null or q.clock_at > $as_of then 'neither'
            when c.worked_now - q.worked_at_clock > q.promise_us then 'late'
            when c.worked_next - q.worked_at_clock >= q.promise_us then 'due'
            else 'neither'
        end as late_or_due
    from queued as q
    left join clocks as c on c.schedule = q.schedule
),
wanted as (
    select *
    from told_apart
    where
        ($owner is null or coalesce(owner, '(unassigned)') = $owner)
        and (not $beyond or late_or_due = 'neither')
)
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at,
    assigned_at,
    late_or_due,
    score,
    array_to_string(missing, ', ') as missing,
    name,
    company,
    (select count(*) from wanted) as leads
from wanted
order by
    case late_or_due when 'late' then 0 when 'due' then 1 else 2 end,
    owner is not null,
    score desc nulls last,
    qualified_at,
    lead_id
limit $most
