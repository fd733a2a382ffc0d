-- Leads still to be followed up that missed a milestone due in a span of time, by the rep who owns them.
-- One row per rep with any; no rep is a row of its own.
select
    f.owner,
    count(distinct f.lead_id) as follow_ups_missed
from facts as f
inner join milestones as m on m.version = f.version
where
    f.counted
    and f.clock_at <= $as_of
    and ($stream is null or coalesce(f.stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
    and f.clock_at + m.day * interval 24 hour >= $starts_at
    and f.clock_at + m.day * interval 24 hour < $as_of
    and (f.stopped_at is null or f.stopped_at > $as_of)
    and (
        f.attempts is null
        or len(f.attempts) < m.attempts
        or f.attempts[m.attempts] > f.clock_at + m.day * interval 24 hour
    )
group by f.owner
order by f.owner
