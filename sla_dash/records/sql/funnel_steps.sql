-- Leads by what became of them after they entered a stage: they came to its goal or a later stage, were lost, or wait.
-- Two grains: per stream, lead type, stage and goal, one row per whole days until that (none while they wait), and one
-- per local day of entry. Stages are ranks: 0 lead, 1 MQL, 2 SQL, 3 opportunity, 4 won.
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
steps as (
    select
        stream,
        lead_type,
        0 as stage,
        1 as goal,
        least(created_at, qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        least(qualified_at, accepted_at, opportunity_at, won_at) as passed_at,
        ended_at as lost_at
    from facts
    where counted and created_at >= $starts_at
    union all
    select
        stream,
        lead_type,
        1 as stage,
        2 as goal,
        least(qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        least(accepted_at, opportunity_at, won_at) as passed_at,
        ended_at as lost_at
    from facts
    where
        counted
        and (qualified_at >= $starts_at or qualified_at is null)
        and coalesce(qualified_at, accepted_at, opportunity_at, won_at) >= $starts_at
    union all
    select
        stream,
        lead_type,
        2 as stage,
        3 as goal,
        least(accepted_at, opportunity_at, won_at) as entered_at,
        least(opportunity_at, won_at) as passed_at,
        ended_at as lost_at
    from facts
    where counted and coalesce(accepted_at, opportunity_at, won_at) >= $starts_at
    union all
    select
        stream,
        lead_type,
        3 as stage,
        4 as goal,
        least(opened_at, won_at) as entered_at,
        won_at as passed_at,
        lost_at
    from lead_deals
    union all
    select
        stream,
        lead_type,
        4 as stage,
        4 as goal,
        won_at as entered_at,
        null as passed_at,
        null as lost_at
    from facts
    where counted and won_at >= $starts_at
    union all
    select
        stream,
        lead_type,
        1 as stage,
        4 as goal,
        least(qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        won_at as passed_at,
        case when opportunity_at <= $as_of then lost_at else ended_at end as lost_at
    from facts
    where
        counted
        and (qualified_at >= $starts_at or qualified_at is null)
        and coalesce(qualified_at, accepted_at, opportunity_at, won_at) >= $starts_at
),
judged as (
    select
        s.*,
        case
            when epoch_us(s.entered_at) % 86400000000 < d.turns_at then d.day_before
            else d.day_after
        end as entered_on,
        case
            when s.passed_at <= $as_of then s.passed_at
            when s.lost_at <= $as_of then greatest(s.lost_at, s.entered_at)
        end as decided_at,
        s.passed_at is not null and s.passed_at <= $as_of as passed
    from steps as s
    inner join local_days as d
        on d.version = $version
        and d.utc_day = cast(s.entered_at as date)
    where
        s.entered_at >= $starts_at
        and s.entered_at <= $as_of
),
daily as (
    select
        stream,
        lead_type,
        stage,
        goal,
        entered_on,
        (epoch_us(decided_at) - epoch_us(entered_at)) // 86400000000 as days,
        passed,
        count(*) as leads
    from judged
    group by
        stream,
        lead_type,
        stage,
        goal,
        entered_on,
        (epoch_us(decided_at) - epoch_us(entered_at)) // 86400000000,
        passed
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
from daily
group by grouping sets (
    (stream, lead_type, stage, goal, days),
    (stream, lead_type, stage, goal, entered_on)
)
order by
    stage,
    goal,
    entered_on,
    days
