-- Leads still to be followed up: the last milestone they missed of those due in a span ($missed), or, where they
-- missed none, the next one due before the next stand-up for which an attempt is lacking.
-- One row per lead, at most $most of them (null: all), with how many there are in all.
with behind as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.clock_at,
        m.day,
        m.attempts as promised,
        f.clock_at + m.day * interval 24 hour as due_at,
        f.attempts,
        f.clock_at + m.day * interval 24 hour < $as_of as missed,
        row_number() over (
            partition by f.lead_id
            order by
                f.clock_at + m.day * interval 24 hour < $as_of desc,
                case when f.clock_at + m.day * interval 24 hour < $as_of then -m.day else m.day end
        ) as place
    from facts as f
    inner join milestones as m on m.version = f.version
    where
        f.counted
        and f.clock_at >= $earliest_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and ($owner is null or coalesce(case when f.assigned_at > $as_of then null else f.owner end, '(unassigned)') = $owner)
        and f.clock_at + m.day * interval 24 hour >= $starts_at
        and f.clock_at + m.day * interval 24 hour <= $ends_at
        and (f.stopped_at is null or f.stopped_at > $as_of)
        and (
            f.attempts is null
            or len(f.attempts) < m.attempts
            or f.attempts[m.attempts] > least(f.clock_at + m.day * interval 24 hour, $as_of)
        )
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
    coalesce(len(list_filter(attempts, lambda attempt: attempt <= $as_of)), 0) as made,
    count(*) over () as leads
from behind
where place = 1 and missed = $missed
order by
    coalesce(len(list_filter(attempts, lambda attempt: attempt <= $as_of)), 0) >= promised,
    due_at,
    lead_id
limit $most
