-- The leads old enough to be judged, with their contact and their win.
-- One row per lead.
select
    lead_id,
    stream,
    lead_type,
    owner,
    score,
    clock_at as clock_started_utc,
    clock_in_hours as came_in_working_hours,
    promise_seconds / 60.0 as promised_working_minutes,
    case when contact_at <= $as_of then contact_at end as contacted_utc,
    case when contact_at <= $as_of then worked_at_contact - worked_at_clock end / 60.0 as working_minutes,
    coalesce(contact_at <= $as_of and worked_at_contact - worked_at_clock <= promise_seconds, false) as in_time,
    case when epoch(won_at) - epoch(clock_at) between 0 and $given_seconds then won_at end as won_utc
from facts
where
    counted
    and clock_at >= $starts_at
    and clock_at < $ends_at
    and promise_seconds is not null
    and worked_at_clock is not null
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
    and (contact_at is null or contact_at > $as_of or contact_at >= clock_at)
order by
    clock_at,
    lead_id
