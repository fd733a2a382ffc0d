-- Leads whose clock started since an instant: how many are still followed up, in how many of those nobody has tried for
-- too long, and to how many more attempts were made than they can be asked to bear.
-- One row per rep; no rep is a row of its own.
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
stretches as (
    select
        version,
        day,
        attempts as asked,
        coalesce(lag(day) over (partition by version order by day), -1) as after_day,
        max(day) over (partition by version) as last_day
    from milestones
),
watched as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        f.owner_then as owner,
        f.clock_at,
        f.until_at,
        s.asked,
        f.until_at = $as_of and (f.stopped_at is null or f.stopped_at > $as_of) as running,
        epoch($as_of) - epoch(f.clock_at) <= $early_seconds as early,
        coalesce(len(list_filter(f.attempts, lambda attempt: attempt <= f.until_at)), 0) as made,
        coalesce(list_max(list_filter(f.attempts, lambda attempt: attempt <= f.until_at)), f.clock_at) as last_at
    from followed as f
    inner join stretches as s
        on s.version = f.version
        and f.until_at > f.clock_at + s.after_day * interval 24 hour
        and f.until_at <= f.clock_at + s.day * interval 24 hour
),
flagged as (
    select
        *,
        running and epoch($as_of) - epoch(last_at)
            > case when early then $silent_early_seconds else $silent_later_seconds end as silent,
        made > $most_times * asked as over_contacted
    from watched
)
select
    owner,
    count(*) as leads,
    count(case when running and early then 1 end) as running_early,
    count(case when running and not early then 1 end) as running_later,
    count(case when silent and early then 1 end) as silent_early,
    count(case when silent and not early then 1 end) as silent_later,
    count(case when over_contacted then 1 end) as over_contacted
from flagged
group by owner
order by owner
