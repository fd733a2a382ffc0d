-- The leads whose clock started in a span of time, as far as they are known by now, and where they stand.
-- Of a start known by its day alone, the hour and the elapsed time are empty; its working time is that since the
-- promise began to run.
-- One row per lead.
with asked as (
    select *
    from facts
)
-- include everyone
select
    lead_id,
    stream,
    lead_type,
    owner,
    clock_at as clock_started_utc,
    clock_on as local_day,
    clock_hour as local_hour,
    promise_us / 60000000 as promised_working_minutes,
    case when assigned_at <= $as_of then assigned_at end as assigned_utc,
    case when contacted then contact_at end as contacted_utc,
    case when contacted then contact_by end as contacted_by,
    case when ended then ended_at end as closed_or_rejected_utc,
    case
        when due_from > clock_at and promise_us is null then null
        when contacted then used_at_contact
        else used_now
    end / 60000000 as working_minutes,
    case
        when due_from = clock_at
        then epoch_us(case when contacted then contact_at else $as_of end) - epoch_us(clock_at)
    end / 60000000 as elapsed_minutes,
    used_now > promise_us as window_is_over,
    state
from everyone
order by
    clock_at,
    lead_id
