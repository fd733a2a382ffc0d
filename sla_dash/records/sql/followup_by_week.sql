-- Follow-up milestones of the leads whose clock started since an instant, by what became of them.
-- One row per local week of the start (its Monday) and milestone.
-- include kept
select
    cast(date_trunc('week', clock_on) as date) as week,
    day,
    promised,
    count(case when kept = 'met' then 1 end) as met,
    count(case when kept = 'missed' then 1 end) as missed,
    count(case when kept = 'exempt' then 1 end) as exempt,
    count(case when kept = 'pending' then 1 end) as pending,
    count(case when kept = 'met' and not past_due then 1 end) as met_early
from kept
group by
    week,
    day,
    promised
order by
    day,
    promised,
    week
