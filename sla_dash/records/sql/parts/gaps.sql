-- include followed
-- The places between attempts of leads that were to be followed up, and how many attempts were made.
with gaps as (
    select
        lead_id,
        stream,
        lead_type,
        owner_then as owner,
        until_at,
        attempts,
        len(list_filter(attempts, lambda attempt: attempt <= until_at)) as made,
        unnest(range(1, len(list_filter(attempts, lambda attempt: attempt <= until_at)) + 1)) as ordinal
    from followed
)
