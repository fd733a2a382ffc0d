-- include followed
-- The places between attempts of leads that were to be followed up, and how many attempts were made.
with gaps as (
    select
        lead_id,
        stream,
        lead_type,
        owner,
        until_at,
        attempts,
        made,
        unnest(range(1, made + 1)) as ordinal
    from followed
)
