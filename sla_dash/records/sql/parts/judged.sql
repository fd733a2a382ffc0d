-- include asked
-- include verdicts
-- include apart
-- The same of the settled ones that no week counts.
with judged as (
    select *
    from apart
    union all by name
    select * exclude (settled)
    from verdicts
)
