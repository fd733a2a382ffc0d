-- Hand-offs in a span of time: those that count, those left out by why, and those that count without stream or type.
-- One row.
select
    count(case when counted then 1 end) as counted,
    count(case when left_out = 'same e-mail' then 1 end) as same_email,
    count(case when left_out = 'test' then 1 end) as tests,
    count(case when counted and (stream is null or lead_type is null) then 1 end) as without_type
from facts
where
    qualified_at >= $starts_at
    and qualified_at < $ends_at
    and qualified_at <= $as_of
    and ($stream is null or coalesce(stream, '(none)') = $stream)
    and ($lead_type is null or coalesce(lead_type, '(none)') = $lead_type)
