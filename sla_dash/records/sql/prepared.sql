-- Between which instants nothing on record happens, so that what was counted at one of them ($now) holds at all: the last
-- thing that had happened by then, and the first that has not.
-- One row; each null where there is none.
with every as (
    select created_at as happened_at
    from leads
    union all
    select assigned_at as happened_at
    from leads
    union all
    select qualified_at as happened_at
    from leads
    union all
    select accepted_at as happened_at
    from leads
    union all
    select rejected_at as happened_at
    from leads
    union all
    select closed_at as happened_at
    from leads
    union all
    select touched_at as happened_at
    from touches
    union all
    select opened_at as happened_at
    from deals
    union all
    select closed_at as happened_at
    from deals
    where stage <> 'open'
)
select
    max(case when happened_at <= $now then happened_at end) as since_at,
    min(case when happened_at > $now then happened_at end) as until_at
from every
