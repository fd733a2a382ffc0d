-- Leads still to be followed up that missed a milestone due in a span of time, or must be tried before the next
-- stand-up to meet one; a lead that missed one is not counted as due too. Short is who missed one and still lacks
-- attempts for it, or for the next one due by then.
-- One row per rep with any; no rep is a row of its own.
-- include owed
-- include behind
with by_lead as (
    select
        owner,
        lead_id,
        bool_or(missed) as missed,
        bool_or(made_by_now < promised) as short
    from behind
    group by
        owner,
        lead_id
)
select
    owner,
    count(case when missed then 1 end) as missed,
    count(case when missed and short then 1 end) as short,
    count(case when not missed then 1 end) as due
from by_lead
group by owner
order by owner
