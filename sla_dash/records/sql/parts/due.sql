-- include attempted
-- The milestones of follow-up, lead by lead, and when each falls due.
with due as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.clock_at,
        f.clock_on,
        f.attempts,
        f.made_by_now,
        f.stopped_at,
        m.day,
        m.attempts as promised,
        make_timestamp(epoch_us(f.due_from) + m.day * 86400000000) as due_at
    from attempted as f
    inner join milestones as m on m.version = f.version
    where
        f.counted
        and f.clock_at >= $earliest_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
