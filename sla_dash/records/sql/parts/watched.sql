-- include followed
-- Leads that were to be followed up, whether nobody has tried for too long, and whether they were tried too often.
with stretches as (
    select
        version,
        attempts as asked,
        unnest(range(coalesce(lag(day) over (partition by version order by day), -2) + 1, day + 1)) as on_day
    from milestones
),
tried as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        f.owner,
        f.clock_at,
        f.until_at,
        s.asked,
        f.until_at = $as_of and (f.stopped_at is null or f.stopped_at > $as_of) as running,
        epoch_us($as_of) - epoch_us(f.due_from) <= $early_us as early,
        f.made,
        coalesce(f.attempts[f.made], f.due_from) as last_at
    from followed as f
    inner join stretches as s
        on s.version = f.version
        and s.on_day = (epoch_us(f.until_at) - epoch_us(f.due_from) + 86399999999) // 86400000000
),
watched as (
    select
        *,
        running and epoch_us($as_of) - epoch_us(last_at)
            > case when early then $silent_early_us else $silent_later_us end as silent,
        made > $most_times * asked as over_contacted
    from tried
)
