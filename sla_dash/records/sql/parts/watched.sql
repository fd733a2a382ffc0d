-- include followed
-- Leads that were to be followed up, whether nobody has tried for too long, and whether they were tried too often.
with stretches as (
    select
        version,
        day,
        attempts as asked,
        coalesce(lag(day) over (partition by version order by day), -2) as after_day
    from milestones
),
tried as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        f.owner_then as owner,
        f.clock_at,
        f.until_at,
        s.asked,
        f.until_at = $as_of and (f.stopped_at is null or f.stopped_at > $as_of) as running,
        epoch_us($as_of) - epoch_us(f.due_from) <= $early_us as early,
        coalesce(len(list_filter(f.attempts, lambda attempt: attempt <= f.until_at)), 0) as made,
        coalesce(list_max(list_filter(f.attempts, lambda attempt: attempt <= f.until_at)), f.due_from) as last_at
    from followed as f
    inner join stretches as s
        on s.version = f.version
        and f.until_at > f.due_from + s.after_day * interval 24 hour
        and f.until_at <= f.due_from + s.day * interval 24 hour
),
watched as (
    select
        *,
        running and epoch_us($as_of) - epoch_us(last_at)
            > case when early then $silent_early_us else $silent_later_us end as silent,
        made > $most_times * asked as over_contacted
    from tried
)
