-- Rows that are kept although something about them is doubtful.
-- Grain: one row per check that found something.
insert into quality
with doubts as (
    select
        'qualified before created' as check_name,
        'leads' as table_name,
        lead_id as example,
        'the hand-off is earlier than the lead; it counts as delivered at its hand-off' as meaning
    from leads
    where qualified_at < created_at and coalesce(qualified_until <= created_at, true)
    union all
    select
        'assigned before created',
        'leads',
        lead_id,
        'the assignment is earlier than the lead'
    from leads
    where assigned_at < created_at and coalesce(assigned_until <= created_at, true)
    union all
    select
        'reason without rejection',
        'leads',
        lead_id,
        'a reject reason without an instant of rejection does not count as rejected'
    from leads
    where reject_reason is not null and rejected_at is null
    union all
    select
        'owner not among the reps',
        'leads',
        lead_id || ': ' || owner,
        'the owner has no row among the reps, so no team and no time zone'
    from leads
    where owner is not null and owner not in (select rep from reps) and exists (select 1 from reps)
    union all
    select
        'opened before its lead',
        'deals',
        deals.deal_id,
        'the deal was opened before its lead was created'
    from typed_deals as deals
    join leads on leads.lead_id = deals.lead_id
    where
        deals.opened_at < leads.created_at and coalesce(opened_until <= leads.created_at, true)
        and problem is null
    union all
    select
        'closed before opened',
        'deals',
        deal_id,
        'the time to close is negative'
    from typed_deals
    where closed_at < opened_at and coalesce(closed_until <= opened_at, true) and problem is null
    union all
    select
        'won or lost without a date',
        'deals',
        deal_id,
        'the deal is closed, but nobody knows when'
    from deals
    where stage in ('won', 'lost') and closed_at is null
    union all
    select
        'open with a closing date',
        'deals',
        deal_id,
        'the deal is open, so its closing date is a plan at best and not used'
    from deals
    where stage = 'open' and closed_at is not null
    union all
    select
        'amount that cannot be read',
        'deals',
        deal_id || ': ' || chr(39) || shape(unread_amount) || chr(39),
        'the deal counts without an amount; write it as 1234.56, with two decimals at most, or give the mapping its '
        || 'decimal mark or sign'
    from typed_deals
    where unread_amount is not null and problem is null
    union all
    select
        'amount in two currencies',
        'deals',
        deal_id || ': ' || currency || ', written with ' || replace(marked_amount, ' ', ' or '),
        'the currency of its column counts, not the one that is written with the amount: check which is right'
    from typed_deals
    where
        regexp_full_match(currency, '[A-Za-z]{3}') and problem is null
        and not contains(' ' || marked_amount || ' ', ' ' || upper(currency) || ' ')
    union all
    select
        'sign of several currencies',
        'deals',
        deal_id || ': ' || array_to_string(string_split(marked_amount, ' ')[:2], ' or '),
        'the amount is taken to be in the agreement''s currency; map a currency, such as '
        || 'currency = { constant = "' || split_part(marked_amount, ' ', 1) || '" }'
    from typed_deals
    where currency is null and contains(marked_amount, ' ') and problem is null
    union all
    select
        'score that cannot be read',
        'leads',
        lead_id || ': ' || chr(39) || shape(unread_score) || chr(39),
        'the lead counts without a score; write it as 12.5, or give the mapping its decimal mark'
    from typed_leads
    where unread_score is not null and problem is null
    union all
    select
        'rounded id',
        table_name,
        lead_id || ': ' || unread,
        'a spreadsheet has rounded the id of a person or of a lead, so it is left empty: export it again as text'
    from (
        select 'leads' as table_name, lead_id, unread_owner as unread, problem from typed_leads
        union all
        select 'deals', deal_id, coalesce(unread_owner, unread_lead_id), problem from typed_deals
    )
    where unread is not null and problem is null
    union all
    select
        'won without an amount',
        'deals',
        deal_id,
        'the deal counts as won and is left out of amounts'
    from deals
    where stage = 'won' and amount is null
    union all
    select
        'negative amount',
        'deals',
        deal_id,
        'the amount lowers what was won'
    from deals
    where amount < 0
    union all
    select
        'closed in the future',
        'deals',
        deal_id || ': ' || closed_at || ' UTC',
        'it is ' || stage || ' already, whatever its closing day, and counts as closed when the records end'
    from deals
    where stage <> 'open' and closed_at > $now
    union all
    select
        'longer than 200 characters',
        'leads',
        lead_id,
        'a name or a text is cut there; a column that holds prose may be mapped by mistake'
    from leads
    where
        was_cut(lead_id) or was_cut(lead_type) or was_cut(stream) or was_cut(owner) or was_cut(name)
        or was_cut(company) or was_cut(reject_reason) or was_cut(disposition)
    union all
    select
        'e-mail address as an id',
        'leads',
        lead_id,
        'it is kept as a hash, which matches in every table, but which the CRM does not know'
    from leads
    where starts_with(lead_id, 'e-mail ')
    union all
    select
        'created in the future',
        'leads',
        lead_id,
        'later than this loading; it counts once its time has come'
    from leads
    where created_at > $now
)
select
    check_name,
    table_name,
    count(*),
    min(example),
    meaning
from doubts
group by check_name, table_name, meaning
order by table_name, check_name
