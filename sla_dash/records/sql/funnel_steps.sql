-- Leads by what became of them after they entered a stage: they came to its goal or a later stage, were lost, or wait.
-- Two grains: per stream, lead type, stage and goal, one row per whole days until that (none while they wait), and one
-- per local day of entry. Stages are ranks: 0 lead, 1 MQL, 2 SQL, 3 opportunity, 4 won. Days before this one as loading
-- has counted them, and of this day what is known by now.
with chosen as (
    select
        stream,
        lead_type,
        case when created_at <= $as_of then created_at end as created_at,
        case when qualified_at <= $as_of then qualified_at end as qualified_at,
        case when accepted_at <= $as_of then accepted_at end as accepted_at,
        case when ended_at <= $as_of then ended_at end as ended_at,
        case when opportunity_at <= $as_of then opportunity_at end as opportunity_at,
        case when won_at <= $as_of then won_at end as won_at,
        case when lost_at <= $as_of then lost_at end as lost_at
    from facts
    where
        counted
        and (
            created_at between date_trunc('day', $as_of) and $as_of
            or qualified_at between date_trunc('day', $as_of) and $as_of
            or accepted_at between date_trunc('day', $as_of) and $as_of
            or ended_at between date_trunc('day', $as_of) and $as_of
            or opportunity_at between date_trunc('day', $as_of) and $as_of
            or won_at between date_trunc('day', $as_of) and $as_of
            or lost_at between date_trunc('day', $as_of) and $as_of
        )
)
-- include step_changes
-- Whether an opportunity is lost depends on which deals of its lead were open by then, so those are counted anew.
with lead_deals as (
    select
        stream,
        lead_type,
        min(opened_at) as opened_at,
        min(case when stage = 'won' and closed_at <= $as_of then closed_at end) as won_at,
        case
            when count(*) = count(case when stage = 'lost' and closed_at <= $as_of then 1 end) then max(closed_at)
        end as lost_at
    from deal_facts
    where lead_counted and opened_at <= $as_of
    group by
        lead_id,
        stream,
        lead_type
),
opportunities as (
    select
        o.stream,
        o.lead_type,
        case
            when epoch_us(o.entered_at) % 86400000000 < d.turns_at then d.day_before
            else d.day_after
        end as entered_on,
        (epoch_us(o.decided_at) - epoch_us(o.entered_at)) // 86400000000 as days,
        o.won_at is not null as passed
    from (
        select
            *,
            least(opened_at, won_at) as entered_at,
            case
                when won_at is not null then won_at
                when lost_at is not null then greatest(lost_at, opened_at)
            end as decided_at
        from lead_deals
    ) as o
    inner join local_days as d
        on d.version = $version
        and d.utc_day = cast(o.entered_at as date)
),
reached as (
    select
        stream,
        lead_type,
        stage,
        goal,
        entered_on,
        days,
        passed,
        leads
    from (
        select *
        from step_days
        where happened_on < cast($as_of as date)
        union all by name
        select *
        from step_changes
        where happened_on = cast($as_of as date)
    ) as known
    where
        zone = (
            select zone
            from versions
            where version = $version
        )
        and entered_on >= $starts_on
    union all
    select
        stream,
        lead_type,
        3 as stage,
        4 as goal,
        entered_on,
        days,
        passed,
        count(*) as leads
    from opportunities
    where entered_on >= $starts_on
    group by all
)
select
    stream,
    lead_type,
    stage,
    goal,
    entered_on,
    days,
    cast(sum(leads) as bigint) as entered,
    cast(sum(case when passed then leads else 0 end) as bigint) as passed,
    cast(sum(case when days is not null and not passed then leads else 0 end) as bigint) as lost
from reached
group by grouping sets (
    (stream, lead_type, stage, goal, days),
    (stream, lead_type, stage, goal, entered_on)
)
having sum(leads) > 0
order by
    stage,
    goal,
    entered_on,
    days
