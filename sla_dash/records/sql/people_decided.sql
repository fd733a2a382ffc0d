-- Leads whose clock started in a span of time and whose promised time is up, by who is credited with them: who
-- contacted the lead first, its owner where nobody did or the touch names nobody.
-- One row per person, stream, lead type and whether the promise was broken before the lead was assigned; nobody is a row.
-- include judged
with told as (
    select
        rep,
        stream,
        lead_type,
        elapsed,
        state,
        broken_before,
        1 as leads
    from judged
    union all
    select
        rep,
        stream,
        lead_type,
        elapsed,
        state,
        broken_before,
        leads
    from rep_weeks
    where
        $prepared
        and week_at >= $starts_at
        and week_at <= $ends_at - interval '1 week'
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
select
    rep,
    stream,
    lead_type,
    broken_before,
    cast(sum(case when state = 'met' then leads else 0 end) as bigint) as in_time,
    cast(sum(case when state = 'breached' then leads else 0 end) as bigint) as late,
    cast(sum(case when state = 'breached, still waiting' then leads else 0 end) as bigint) as late_and_waiting
from told
where
    state in ('met', 'breached', 'breached, still waiting')
    and elapsed
group by
    rep,
    stream,
    lead_type,
    broken_before
order by
    rep,
    stream,
    lead_type,
    broken_before
