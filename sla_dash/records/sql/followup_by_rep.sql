-- Follow-up milestones that fall due in a span of time, by what became of them and by who owns the lead.
-- One row per rep and milestone; no rep is a row of its own.
-- include due
with owed as (
    select *
    from due
)
-- include kept
select
    owner,
    day,
    promised,
    count(case when kept = 'met' then 1 end) as met,
    count(case when kept = 'missed' then 1 end) as missed,
    count(case when kept = 'exempt' then 1 end) as exempt,
    count(case when kept = 'pending' then 1 end) as pending,
    count(case when kept = 'met' and not past_due then 1 end) as met_early
from kept
where due_at >= $starts_at and due_at < $ends_at
group by
    owner,
    day,
    promised
order by
    day,
    promised,
    owner
