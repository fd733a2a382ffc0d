-- Touches that are kept although something about them is doubtful.
-- One row per check that found something.
with doubts as (
    select
        'touched before created' as check_name,
        lead_id as example,
        'the touch is earlier than its lead; such a contact is invalid and left out of latency' as meaning
    from typed_touches
    where early and problem is null
    union all
    select
        'rep not among the reps' as check_name,
        t.lead_id || ': ' || t.rep as example,
        'who touched has no row among the reps, so no team and no time zone' as meaning
    from touches as t
    left join reps as r on r.rep = t.rep
    where
        t.rep is not null
        and r.rep is null
        and not t.is_automated
        and (select count(*) from reps) > 0
    union all
    select
        'rounded id' as check_name,
        lead_id || ': ' || unread_rep as example,
        'a spreadsheet has rounded the id of a person or of a lead, so it is left empty: export it again as text'
            as meaning
    from typed_touches
    where unread_rep is not null and problem is null
    union all
    select
        'touched in the future' as check_name,
        lead_id as example,
        'later than this loading; it counts once its time has come' as meaning
    from touches
    where touched_at > $now
),
often as (
    select
        sum(touches) as touches,
        max({'touches': touches, 'lead_id': lead_id}) as most
    from (
        select
            lead_id,
            count(*) as touches
        from touches
        group by lead_id
    ) as counted
    where touches >= 500
)
select
    check_name,
    'touches' as table_name,
    count(*) as touches,
    min(example) as example,
    meaning
from doubts
group by
    check_name,
    meaning
union all
select
    'lead touched very often' as check_name,
    'touches' as table_name,
    cast(touches as bigint) as touches,
    most.lead_id || ' (' || most.touches || ' times)' as example,
    'no person is tried that often: is the id one of nobody, or are these automated?' as meaning
from often
where touches > 0
