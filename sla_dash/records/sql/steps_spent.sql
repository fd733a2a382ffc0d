-- Time that leads handed over in a span of time spent on each step from hand-off to the first conversation.
-- One row per step, outcome and whole minute (of working time, or of the clock on the wall; by quarters of an hour above
-- eight hours, what happened rounded up and what is awaited down); the minute of a lead closed before the step is empty.
with clocks as (
    select
        unnest($schedules) as schedule,
        unnest($worked_now) as worked_now
),
reached as (
    select
        coalesce(f.ended_at <= $as_of, false) as ended,
        case when f.assigned_at <= $as_of then f.assigned_at end as assigned_at,
        case when f.contact_at <= $as_of then f.contact_at end as contact_at,
        case when f.conversation_at <= $as_of then f.conversation_at end as conversation_at,
        case when $wall_clock then floor(epoch(f.qualified_at)) else f.worked_at_qualified end as handed,
        case when $wall_clock then floor(epoch(f.assigned_at)) else f.worked_at_assigned end as assigned,
        case when $wall_clock then floor(epoch(f.contact_at)) else f.worked_at_contact end as contacted,
        case when $wall_clock then floor(epoch(f.conversation_at)) else f.worked_at_conversation end as conversed,
        case when $wall_clock then floor(epoch(cast($as_of as timestamp))) else c.worked_now end as now
    from facts as f
    left join clocks as c on c.schedule = f.schedule
    where
        f.counted
        and f.qualified_at >= $starts_at
        and f.qualified_at < $ends_at
        and f.qualified_at <= $as_of
        and ($stream is null or coalesce(f.stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(f.lead_type, '(none)') = $lead_type)
        and (f.contact_at is null or f.contact_at > $as_of or f.contact_at >= f.qualified_at)
),
steps as (
    select
        'assigned' as step,
        assigned_at is not null as happened,
        ended and contact_at is null as ended,
        case when assigned_at is not null then assigned when contact_at is not null then contacted else now end
            - handed as spent
    from reached
    union all
    select
        'contacted' as step,
        contact_at is not null as happened,
        ended,
        case when contact_at is not null then contacted else now end - greatest(assigned, handed) as spent
    from reached
    where assigned_at is not null
    union all
    select
        'conversed' as step,
        conversation_at is not null as happened,
        ended,
        case when conversation_at is not null then conversed else now end - contacted as spent
    from reached
    where contact_at is not null
    union all
    select
        'in all' as step,
        contact_at is not null as happened,
        ended,
        case when contact_at is not null then contacted else now end - handed as spent
    from reached
)
select
    step,
    happened,
    cast(case
        when happened and spent <= 28800 then ceil(greatest(0, spent) / 60.0)
        when happened then ceil(spent / 900.0) * 15
        when ended then null
        when spent <= 28800 then floor(greatest(0, spent) / 60.0)
        else floor(spent / 900.0) * 15
    end as bigint) as minutes,
    count(*) as leads
from steps
where spent is not null
group by
    step,
    happened,
    minutes
order by
    step,
    happened,
    minutes
