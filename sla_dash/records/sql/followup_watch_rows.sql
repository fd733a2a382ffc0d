-- Leads whose clock started since an instant: whether they are still followed up, whether nobody has tried for too long,
-- and whether more attempts were made than they can be asked to bear.
-- One row per lead.
-- include watched
select
    lead_id,
    stream,
    lead_type,
    owner,
    clock_at,
    until_at,
    asked,
    made,
    last_at,
    running,
    early,
    silent,
    over_contacted
from watched
order by
    clock_at,
    lead_id
