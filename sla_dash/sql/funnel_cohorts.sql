-- Leads by the month in which they entered a stage: how many came to the next one or a later, and how many were lost.
-- One row per stream, lead type, stage, goal, local month of entry and age in whole days; stages and goals by rank.
with with_deals as (
    select
        stream,
        lead_type,
        min(opened_at) as opened_at,
        min(case when stage = 'won' and closed_at <= $as_of then closed_at end) as won_at,
        count(*) as deals,
        count(case when stage = 'lost' and closed_at <= $as_of then 1 end) as deals_lost
    from deal_facts
    where
        lead_counted
        and opened_at >= $starts_at
        and opened_at <= $as_of
    group by
        lead_id,
        stream,
        lead_type
),
entered as (
    select
        stream,
        lead_type,
        0 as stage,
        1 as goal,
        least(created_at, qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        least(qualified_at, accepted_at, opportunity_at, won_at) as passed_at,
        ended_at <= $as_of as lost,
        false as rejected
    from facts
    where
        counted
        and created_at >= $starts_at
        and created_at <= $as_of
)
select 1
