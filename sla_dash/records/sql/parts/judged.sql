-- include asked
-- include verdicts
-- The same, where loading prepared it of those that are settled too.
with judged as (
    select *
    from settled
    where
        $prepared
        and clock_at >= $starts_at
        and clock_at < $ends_at
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
    union all by name
    select * exclude (settled)
    from verdicts
)
