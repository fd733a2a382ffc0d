-- The leads whose clock started in a span of time, as far as they are known by now, and where they stand.
-- One row per lead.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now,
        unnest($worked_next) as worked_next
),
known as (
    select
        f.*,
        case when f.contact_at <= $as_of then f.contact_at end as contacted_at,
        case when f.ended_at <= $as_of then f.ended_at end as over_at,
        f.worked_at_contact - f.worked_at_clock as used_at_contact,
        c.worked_now - f.worked_at_clock as used_now,
        c.worked_next - f.worked_at_clock as used_next
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.clock_at >= $starts_at
        and f.clock_at < $ends_at
        and f.clock_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
)
select
    lead_id,
    stream,
    lead_type,
    owner,
    clock_at as clock_started_utc,
    clock_on as local_day,
    clock_hour as local_hour,
    promise_seconds / 60.0 as promised_working_minutes,
    case when assigned_at <= $as_of then assigned_at end as assigned_utc,
    contacted_at as contacted_utc,
    case when contacted_at is not null then contact_by end as contacted_by,
    over_at as closed_or_rejected_utc,
    case when contacted_at is not null then used_at_contact else used_now end / 60.0 as working_minutes,
    (epoch(coalesce(contacted_at, cast($as_of as timestamp))) - epoch(clock_at)) / 60.0 as elapsed_minutes,
    used_now > promise_seconds as window_is_over,
    case
        when contacted_at < clock_at then 'invalid'
        when promise_seconds is null then 'no promise'
        when used_now is null or (contacted_at is not null and used_at_contact is null) then 'no calendar'
        when contacted_at is not null and used_at_contact <= promise_seconds then 'met'
        when contacted_at is not null or over_at is not null then 'breached'
        when used_now > promise_seconds then 'breached, still waiting'
        when promise_seconds - used_now <= promise_seconds * $at_risk_left then 'at risk'
        when used_next >= promise_seconds then 'at risk'
        else 'waiting'
    end as state
from known
order by
    clock_at,
    lead_id
