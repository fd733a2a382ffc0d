-- Open leads and opportunities, and when anything last happened to each; a lead with a deal is followed as its deal.
-- One row per lead without a deal and per open deal, the longest silent first.
with held as (
    select *
    from facts
),
dealt as (
    select *
    from facts
    where opportunity_at is not null
)
-- include untouched
select *
from untouched
order by
    last_at,
    coalesce(deal_id, lead_id)
