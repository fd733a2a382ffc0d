-- Attempts by people to reach a lead, in order; a touch soon after the one before it belongs to the same attempt.
-- One row per lead with at least one attempt after its clock started.
-- Written by tests/dialect.py from ../facts_attempts.sql, which is what to change.
WITH human AS (
  SELECT
    t.lead_id,
    t.counted_at,
    LAG(t.counted_at) OVER (PARTITION BY t.lead_id ORDER BY t.counted_at NULLS LAST) AS counted_before
  FROM counted_touches AS t
  INNER JOIN clocks AS c
    ON c.lead_id = t.lead_id
  WHERE
    t.direction = 'outbound' AND t.counted_at >= c.clock_at
)
SELECT
  lead_id,
  ARRAY_SORT(COLLECT_LIST(counted_at)) AS attempts
FROM human
WHERE
  counted_before IS NULL
  OR UNIX_MICROS(CAST(counted_at AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(counted_before AS TIMESTAMP_LTZ)) >= :one_attempt_us
GROUP BY
  lead_id
