-- Leads still to be followed up that missed a milestone due in a span of time, or must be tried before the next
-- stand-up to meet one; a lead that missed one is not counted as due too.
-- One row per rep with any; no rep is a row of its own.
with behind as (
    select
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.lead_id,
        max(case when f.clock_at + m.day * interval 24 hour < $as_of then 1 else 0 end) as missed
    from facts as f
    inner join milestones as m on m.version = f.version
    where
        f.counted
        and f.clock_at >= $earliest_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and f.clock_at + m.day * interval 24 hour >= $starts_at
        and f.clock_at + m.day * interval 24 hour <= $ends_at
        and (f.stopped_at is null or f.stopped_at > $as_of)
        and (
            f.attempts is null
            or len(f.attempts) < m.attempts
            or f.attempts[m.attempts] > least(f.clock_at + m.day * interval 24 hour, $as_of)
        )
    group by
        case when f.assigned_at > $as_of then null else f.owner end,
        f.lead_id
)
select
    owner,
    count(case when missed = 1 then 1 end) as missed,
    count(case when missed = 0 then 1 end) as due
from behind
group by owner
order by owner
