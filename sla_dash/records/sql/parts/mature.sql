-- Leads old enough to be judged, whether they were contacted in time, and whether they were won in the time given.
-- It must be known whether they came in working hours.
with mature as (
    select
        lead_id,
        stream,
        lead_type,
        owner,
        score,
        clock_at,
        clock_in_hours,
        promise_us,
        case when contact_at <= $as_of then contact_at end as contacted_at,
        case when contact_at <= $as_of then worked_at_contact - worked_at_clock end as used_us,
        case when epoch_us(won_at) - epoch_us(clock_at) between 0 and $given_us then won_at end as won_at
    from asked
    where
        counted
        and clock_at >= $starts_at
        and clock_at < $ends_at
        and clock_at <= $as_of
        and promise_us is not null
        and clock_in_hours is not null
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
        and (contact_at is null or contact_at > $as_of or contact_at >= clock_at)
)
