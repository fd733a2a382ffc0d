-- include cadence
-- Leads whose clock started in a span of time, until when each was to be followed up (until it was reached or ended, until
-- the last milestone fell due, or until now), and how many attempts were made by then.
with followed as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.version,
        f.clock_at,
        f.due_from,
        f.stopped_at,
        f.conversation_at,
        f.attempts,
        least(
            coalesce(f.stopped_at, $as_of),
            make_timestamp(epoch_us(f.due_from) + c.last_day * 86400000000),
            $as_of
        ) as until_at,
        case
            when f.attempts[-1] <= until_at then len(f.attempts)
            else coalesce(len(list_filter(f.attempts, lambda attempt: attempt <= until_at)), 0)
        end as made
    from facts as f
    inner join cadence as c on c.version = f.version
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and (f.stopped_at is null or f.stopped_at >= f.clock_at)
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
