-- Leads that nobody has contacted, rejected or closed, and the latest step of their alerts that their working time has
-- reached, inclusive; those with the highest score first, among equals and without scores the most overdue.
-- One row per lead whose first step is reached.
-- include clocks
-- include to_work
with steps as (
    select
        unnest($step_versions) as version,
        unnest($step_streams) as stream,
        unnest($step_types) as lead_type,
        unnest($step_us) as step_us,
        unnest($step_numbers) as step
),
untouched as (
    select
        f.*,
        greatest(c.worked_now, f.worked_at_clock) - f.worked_at_clock as used_us
    from to_work as f
    inner join clocks as c on c.schedule = f.schedule
    where
        f.clock_at <= $as_of
        and f.promise_us is not null
        and (f.contact_at is null or f.contact_at > $as_of)
        and (f.ended_at is null or f.ended_at > $as_of)
),
reached as (
    select
        u.lead_id,
        max(s.step) as step
    from untouched as u
    inner join steps as s
        on s.version = u.version
        and s.stream = u.stream
        and s.lead_type = u.lead_type
        and s.step_us <= u.used_us
    group by u.lead_id
)
select
    u.lead_id,
    u.stream,
    u.lead_type,
    case when u.assigned_at > $as_of then null else u.owner end as owner,
    r.step,
    u.promise_us,
    u.used_us,
    u.score,
    u.name,
    u.company
from untouched as u
inner join reached as r on r.lead_id = u.lead_id
order by
    u.score desc nulls last,
    u.used_us - u.promise_us desc,
    u.lead_id
