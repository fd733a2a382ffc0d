-- Time that leads handed over in a span of time spent on each step from hand-off to the first conversation.
-- One row per step, outcome and whole minute (of working time, or of the clock on the wall; by quarters of an hour above
-- eight hours, what happened rounded up and what is awaited down); the minute of a lead closed before the step is empty.
-- include on_the_way
with reached as (
    select
        ended_at is not null as ended,
        assigned_at,
        contact_at,
        conversation_at,
        case when $wall_clock then epoch_us(qualified_at) else worked_at_qualified end as handed,
        case when $wall_clock then epoch_us(assigned_at) else worked_at_assigned end as assigned,
        case when $wall_clock then epoch_us(contact_at) else worked_at_contact end as contacted,
        case when $wall_clock then epoch_us(conversation_at) else worked_at_conversation end as conversed,
        case when $wall_clock then epoch_us($as_of) else worked_now end as now
    from on_the_way
    where not left_out
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
        when happened and spent <= 28800000000 then ceil(greatest(0, spent) / 60000000)
        when happened then ceil(spent / 900000000) * 15
        when ended then null
        when spent <= 28800000000 then floor(greatest(0, spent) / 60000000)
        else floor(spent / 900000000) * 15
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
