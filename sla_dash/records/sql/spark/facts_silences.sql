-- How long nobody reached out to a lead after having done so: each silence that lasted so long as to be told of, and ended.
-- One row per lead and silence, in the order in which they ended.
-- Written by tests/dialect.py from ../facts_silences.sql, which is what to change.
SELECT
  lead_id,
  counted_at AS touched_at,
  counted_next AS until_at
FROM (
  SELECT
    lead_id,
    counted_at,
    LAG(counted_at) OVER (PARTITION BY lead_id ORDER BY counted_at DESC) AS counted_next
  FROM counted_touches
  WHERE
    direction = 'outbound' OR outcome = 'connected'
) AS reached
WHERE
  UNIX_MICROS(CAST(counted_next AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(counted_at AS TIMESTAMP_LTZ)) >= :silent_us
ORDER BY
  counted_next NULLS LAST,
  lead_id NULLS LAST
