-- The leads of a span that loading found settled, but for those of its whole UTC weeks, which it counted week by week.
with apart as (
    select *
    from settled
    where
        $prepared
        and clock_at >= $starts_at
        and clock_at < $ends_at
        and (
            clock_at < date_trunc('week', $starts_at + interval '1 week' - interval '1 microsecond')
            or clock_at >= date_trunc('week', $ends_at)
        )
        and ($stream is null or coalesce(stream, '(none)') = $stream)
        and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
)
