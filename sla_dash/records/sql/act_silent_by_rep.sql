-- Open leads and opportunities that nobody has touched or changed since an instant, by owner. A lead with a deal is
-- followed as its deal; a touch is an attempt by a person or a conversation.
-- One row per rep with any; no rep is a row of its own.
-- include silent
select
    owner,
    count(case when record = 'lead' then 1 end) as leads,
    count(case when record = 'opportunity' then 1 end) as opportunities
from silent
where
    ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
group by owner
order by owner
