-- What became of chosen leads after they entered a stage, as changes of how many wait, have passed and are lost, by the
-- UTC day on which they happened: for each time zone of the agreement, in which a lead entered on a local day.
-- Where an opportunity is what decides whether a lead is lost, it does so from the day on which it was opened.
with steps as not materialized (
    select
        stream,
        lead_type,
        0 as stage,
        1 as goal,
        least(created_at, qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        least(qualified_at, accepted_at, opportunity_at, won_at) as passed_at,
        ended_at as lost_at,
        cast(null as timestamp) as opened_at,
        cast(null as timestamp) as deals_lost_at
    from chosen
    union all
    select
        stream,
        lead_type,
        1 as stage,
        2 as goal,
        least(qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        least(accepted_at, opportunity_at, won_at) as passed_at,
        ended_at as lost_at,
        null as opened_at,
        null as deals_lost_at
    from chosen
    union all
    select
        stream,
        lead_type,
        2 as stage,
        3 as goal,
        least(accepted_at, opportunity_at, won_at) as entered_at,
        least(opportunity_at, won_at) as passed_at,
        ended_at as lost_at,
        null as opened_at,
        null as deals_lost_at
    from chosen
    union all
    select
        stream,
        lead_type,
        4 as stage,
        4 as goal,
        won_at as entered_at,
        null as passed_at,
        null as lost_at,
        null as opened_at,
        null as deals_lost_at
    from chosen
    union all
    select
        stream,
        lead_type,
        1 as stage,
        4 as goal,
        least(qualified_at, accepted_at, opportunity_at, won_at) as entered_at,
        won_at as passed_at,
        ended_at as lost_at,
        opportunity_at as opened_at,
        lost_at as deals_lost_at
    from chosen
),
zoned as not materialized (
    select
        s.*,
        z.zone,
        case
            when epoch_us(s.entered_at) % 86400000000 < d.turns_at then d.day_before
            else d.day_after
        end as entered_on
    from steps as s
    cross join (
        select
            zone,
            min(version) as version
        from versions
        group by zone
    ) as z
    inner join local_days as d
        on d.version = z.version
        and d.utc_day = cast(s.entered_at as date)
),
entries as (
    select
        zone,
        stream,
        lead_type,
        stage,
        goal,
        entered_on,
        cast(entered_at as date) as entered_day,
        cast(passed_at as date) as passed_day,
        (epoch_us(passed_at) - epoch_us(entered_at)) // 86400000000 as days,
        count(*) as leads
    from zoned
    group by all
),
-- A lead stays lost from one day until another, on which it passed after all or its opportunity decided instead.
losses as (
    select
        zone,
        stream,
        lead_type,
        stage,
        goal,
        entered_on,
        (epoch_us(greatest(lost_at, entered_at)) - epoch_us(entered_at)) // 86400000000 as days,
        cast(greatest(lost_at, entered_at) as date) as from_day,
        cast(least(passed_at, opened_at) as date) as until_day,
        count(*) as leads
    from zoned
    where
        lost_at is not null
        and coalesce(greatest(lost_at, entered_at) < least(passed_at, opened_at), true)
    group by all
    union all
    select
        zone,
        stream,
        lead_type,
        stage,
        goal,
        entered_on,
        (epoch_us(greatest(deals_lost_at, entered_at)) - epoch_us(entered_at)) // 86400000000 as days,
        cast(greatest(deals_lost_at, opened_at) as date) as from_day,
        cast(passed_at as date) as until_day,
        count(*) as leads
    from zoned
    where
        deals_lost_at is not null
        and opened_at is not null
        and coalesce(greatest(deals_lost_at, opened_at) < passed_at, true)
    group by all
),
step_changes as (
    select
        e.zone,
        e.stream,
        e.lead_type,
        e.stage,
        e.goal,
        e.entered_on,
        case when c.passed then e.days end as days,
        c.passed,
        case when c.enters then e.entered_day else e.passed_day end as happened_on,
        e.leads * c.more as leads
    from entries as e
    cross join (values (true, false, 1), (false, false, -1), (false, true, 1)) as c (enters, passed, more)
    where c.enters or e.passed_day is not null
    union all
    select
        l.zone,
        l.stream,
        l.lead_type,
        l.stage,
        l.goal,
        l.entered_on,
        case when c.lost then l.days end as days,
        false as passed,
        case when c.begins then l.from_day else l.until_day end as happened_on,
        l.leads * c.more as leads
    from losses as l
    cross join (values (true, true, 1), (true, false, -1), (false, true, -1), (false, false, 1)) as c (begins, lost, more)
    where c.begins or l.until_day is not null
)
