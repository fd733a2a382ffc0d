-- Attempts still missing from the promises that fall due in a span of time: follow-up and first contact.
-- One row.
-- include waiting
-- include owed
with lacking as (
    select
        lead_id,
        greatest(0, max(promised - made_by_now)) as missing
    from owed
    where
        due_at >= $starts_at
        and due_at <= $ends_at
        and (stopped_at is null or stopped_at > $as_of)
    group by lead_id
),
first_contacts as (
    select lead_id
    from waiting
    where stopped_at is null or stopped_at > $as_of
)
select
    (select coalesce(sum(missing), 0) from lacking)
    + (select count(*) from first_contacts where lead_id not in (select lead_id from lacking)) as attempts
