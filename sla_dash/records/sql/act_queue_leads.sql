-- The leads of the hand-off queue, those that nobody owns first, then the oldest; with $beyond only those that are
-- neither late nor due before the next stand-up.
-- One row per lead, at most $most of them (null: all), with how many there are in all.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now,
        unnest($worked_next) as worked_next
),
queued as (
    select
        f.lead_id,
        f.stream,
        f.lead_type,
        case when f.assigned_at > $as_of then null else f.owner end as owner,
        f.qualified_at,
        f.assigned_at,
        case
            when not $touched or f.contact_at <= $as_of or f.clock_at is null or f.clock_at > $as_of then 'neither'
            when c.worked_now - f.worked_at_clock > f.promise_seconds then 'late'
            when c.worked_next - f.worked_at_clock >= f.promise_seconds then 'due'
            else 'neither'
        end as late_or_due
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.qualified_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.ended_at is null or f.ended_at > $as_of)
        and (f.won_at is null or f.won_at > $as_of)
        and (
            f.owner is null
            or f.assigned_at > $as_of
            or ($touched and (f.contact_at is null or f.contact_at > $as_of))
        )
)
select
    lead_id,
    stream,
    lead_type,
    owner,
    qualified_at,
    assigned_at,
    late_or_due,
    count(*) over () as leads
from queued
where
    ($owner is null or coalesce(owner, '(unassigned)') = $owner)
    and (not $beyond or late_or_due = 'neither')
order by
    owner is not null,
    qualified_at,
    lead_id
limit $most
