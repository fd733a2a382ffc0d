-- Time between the attempts of a follow-up; after the last attempt it runs on until the follow-up ended, or until now.
-- One row per lead and gap.
-- include gaps
select
    lead_id,
    stream,
    lead_type,
    owner,
    ordinal,
    attempts[ordinal] as attempt_at,
    case when ordinal < made then attempts[ordinal + 1] end as next_attempt_at,
    case when ordinal = made then until_at end as open_until
from gaps
where ordinal < made or until_at > attempts[ordinal]
order by
    lead_id,
    ordinal
