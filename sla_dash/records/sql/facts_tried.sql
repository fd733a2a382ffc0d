-- Attempts that people made to reach leads.
-- One row per local day.
with made as (
    select
        coalesce(f.version, (select min(v.version) from versions as v)) as version,
        unnest(f.attempts) as attempt_at
    from facts as f
    where f.counted
)
select
    case
        when epoch_us(m.attempt_at) % 86400000000 < d.turns_at then d.day_before
        else d.day_after
    end as day,
    count(*) as attempts
from made as m
inner join local_days as d
    on d.version = m.version
    and d.utc_day = cast(m.attempt_at as date)
group by day
order by day
