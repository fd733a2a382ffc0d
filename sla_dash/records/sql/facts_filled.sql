-- How much of what records may hold is there; of touches what people made.
-- One row per kind of data: rows that carry it, and rows that could.
with of_leads as (
    select
        count(*) as leads,
        count(owner) as owner,
        count(lead_type) as lead_type,
        count(score) as score,
        count(case when name is not null or company is not null then 1 end) as name,
        count(person) as person,
        count(case when len(fields) > 0 then 1 end) as fields,
        count(accepted_at) as accepted,
        count(rejected_at) as rejected,
        count(closed_at) as closed,
        count(case when qualified_at is not null and qualified_until is null then 1 end) as hour,
        count(qualified_at) as handed_over
    from leads
),

of_deals as (
    select
        count(*) as deals,
        count(amount) as amount,
        count(lead_id) as lead_id
    from deals
),

of_reps as (
    select
        count(*) as reps,
        count(team) as team
    from reps
)

select
    part,
    rows,
    rows_in_all
from
    of_leads as l,
    touched as t,
    of_deals as d,
    of_reps as r,
    lateral (
        values
            ('touches', t.by_people, null),
            ('deals', d.deals, null),
            ('reps', r.reps, null),
            ('accepted', l.accepted, null),
            ('rejected', l.rejected, null),
            ('closed', l.closed, null),
            ('fields', l.fields, null),
            ('owner', l.owner, l.leads),
            ('lead_type', l.lead_type, l.leads),
            ('hour', l.hour, l.handed_over),
            ('name', l.name, l.leads),
            ('score', l.score, l.leads),
            ('person', l.person, l.leads),
            ('touch_rep', t.rep, t.by_people),
            ('touch_outcome', t.outcome, t.by_people),
            ('touch_hour', t.hour, t.by_people),
            ('amount', d.amount, d.deals),
            ('deal_lead', d.lead_id, d.deals)
    ) as found (part, rows, rows_in_all)
