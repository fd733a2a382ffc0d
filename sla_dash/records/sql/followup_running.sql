-- Leads whose clock started in a span of time and that are still followed up, and in how many of those nobody has tried
-- for too long.
-- One row per rep; no rep is a row of its own.
-- include attempted
-- include cadence
with pursued as (
    select *
    from attempted
    where not $prepared
    union all by name
    select *
    from running
    where $prepared
),
still as (
    select
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        epoch_us($as_of) - epoch_us(f.due_from) <= $early_us as early,
        epoch_us($as_of) - epoch_us(coalesce(f.last_attempt_at, f.due_from)) as quiet_us
    from pursued as f
    inner join cadence as c on c.version = f.version
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and (f.stopped_at is null or f.stopped_at > $as_of)
        and epoch_us($as_of) - epoch_us(f.due_from) <= c.last_day * 86400000000
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
select
    owner,
    count(case when early then 1 end) as running_early,
    count(case when not early then 1 end) as running_later,
    count(case when early and quiet_us > $silent_early_us then 1 end) as silent_early,
    count(case when not early and quiet_us > $silent_later_us then 1 end) as silent_later
from still
group by owner
order by owner
