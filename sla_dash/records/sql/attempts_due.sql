-- Attempts still missing from the promises that fall due in a span of time: follow-up and first contact.
-- One row.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_next) as worked_next
),
followed as (
    select
        f.lead_id,
        greatest(
            0,
            max(m.attempts) - coalesce(max(list_count(list_filter(f.attempts, lambda made: made <= $as_of))), 0)
        ) as missing
    from facts as f
    inner join milestones as m on m.version = f.version
    where
        f.counted
        and f.clock_at >= $earliest_at
        and f.clock_at <= $as_of
        and f.clock_at + m.day * interval 24 hour >= $starts_at
        and f.clock_at + m.day * interval 24 hour <= $ends_at
        and (f.stopped_at is null or f.stopped_at > $as_of)
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
    group by f.lead_id
),
first_contacts as (
    select f.lead_id
    from facts as f
    inner join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at <= $as_of
        and (f.contact_at is null or f.contact_at > $as_of)
        and (f.stopped_at is null or f.stopped_at > $as_of)
        and c.worked_next - f.worked_at_clock >= f.promise_seconds
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
select
    (select coalesce(sum(missing), 0) from followed)
    + (select count(*) from first_contacts where lead_id not in (select lead_id from followed)) as attempts
