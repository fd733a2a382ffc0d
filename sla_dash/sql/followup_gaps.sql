-- Time between the attempts of a follow-up; after the last attempt it runs on until the follow-up ended, or until now.
-- One row per place of the gap (the last for all from $most on), whether an attempt ended it, and whole hours.
with cadence as (
    select
        version,
        max(day) as last_day
    from milestones
    group by version
),
followed as (
    select
        f.*,
        case when f.assigned_at > $as_of then null else f.owner end as owner_then,
        least(coalesce(f.stopped_at, $as_of), f.clock_at + c.last_day * interval 24 hour, $as_of) as until_at
    from facts as f
    inner join cadence as c on c.version = f.version
    where
        f.counted
        and f.clock_at >= $from_at
        and f.clock_at < $to_at
        and f.clock_at <= $as_of
        and (f.stopped_at is null or f.stopped_at >= f.clock_at)
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
),
gaps as (
    select
        lead_id,
        stream,
        lead_type,
        owner_then as owner,
        until_at,
        attempts,
        len(list_filter(attempts, lambda attempt: attempt <= until_at)) as made,
        unnest(range(1, len(list_filter(attempts, lambda attempt: attempt <= until_at)) + 1)) as ordinal
    from followed
)
select
    least(ordinal, $most) as ordinal,
    ordinal < made as ended,
    cast(
        case
            when ordinal < made then ceil((epoch(attempts[ordinal + 1]) - epoch(attempts[ordinal])) / 3600.0)
            else floor((epoch(until_at) - epoch(attempts[ordinal])) / 3600.0)
        end as bigint
    ) as hours,
    count(*) as gaps
from gaps
where ordinal < made or until_at > attempts[ordinal]
group by
    least(ordinal, $most),
    ordinal < made,
    hours
order by
    ordinal,
    ended,
    hours
