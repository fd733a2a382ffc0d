-- Follow-up milestones of the leads whose clock started since an instant, by what became of them.
-- One row per local week of the start (its Monday) and milestone.
-- include due
with owed as (
    select *
    from due
)
-- include kept
with counted as (
    select
        clock_on,
        day,
        promised,
        kept,
        past_due,
        count(*) as leads
    from kept
    group by
        clock_on,
        day,
        promised,
        kept,
        past_due
)
select
    cast(date_trunc('week', clock_on) as date) as week,
    day,
    promised,
    cast(sum(case when kept = 'met' then leads else 0 end) as bigint) as met,
    cast(sum(case when kept = 'missed' then leads else 0 end) as bigint) as missed,
    cast(sum(case when kept = 'exempt' then leads else 0 end) as bigint) as exempt,
    cast(sum(case when kept = 'pending' then leads else 0 end) as bigint) as pending,
    cast(sum(case when kept = 'met' and not past_due then leads else 0 end) as bigint) as met_early
from counted
group by
    week,
    day,
    promised
order by
    day,
    promised,
    week
