-- Open leads and opportunities that nobody has touched or changed since an instant, the longest silent first. A lead
-- with a deal is followed as its deal; a touch is an attempt by a person or a conversation.
-- One row per lead without a deal and per open deal, at most $most of them (null: all), with how many there are in all.
-- include silent
with wanted as materialized (
    select *
    from silent
    where
        ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
        and ($owner is null or coalesce(owner, '(unassigned)') = $owner)
)
select
    record_id,
    stream,
    lead_type,
    owner,
    record,
    since_at,
    touched_at,
    changed_at,
    (select count(*) from wanted) as records
from wanted
order by
    last_at,
    record_id
limit $most
