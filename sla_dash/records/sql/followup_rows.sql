-- Follow-up milestones that fall due in a span of time, and what became of each.
-- One row per lead and milestone.
select
    f.lead_id,
    f.stream,
    f.lead_type,
    case when f.assigned_at > $as_of then null else f.owner end as owner,
    f.clock_at,
    m.day,
    m.attempts as promised,
    f.clock_at + m.day * interval 24 hour as due_at,
    coalesce(
        len(list_filter(f.attempts, lambda attempt: attempt <= least(f.clock_at + m.day * interval 24 hour, $as_of))),
        0
    ) as made_by_due,
    case when f.stopped_at <= $as_of then f.stopped_at end as stopped_at,
    case
        when f.attempts[m.attempts] <= least(f.clock_at + m.day * interval 24 hour, $as_of) then 'met'
        when f.stopped_at <= $as_of and f.stopped_at < f.clock_at + m.day * interval 24 hour then 'exempt'
        when f.clock_at + m.day * interval 24 hour < $as_of then 'missed'
        else 'pending'
    end as kept
from facts as f
inner join milestones as m on m.version = f.version
where
    f.counted
    and f.clock_at >= $earliest_at
    and f.clock_at <= $as_of
    and ($stream is null or coalesce(f.stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
    and f.clock_at + m.day * interval 24 hour >= $starts_at
    and f.clock_at + m.day * interval 24 hour < $ends_at
order by
    due_at,
    f.lead_id
