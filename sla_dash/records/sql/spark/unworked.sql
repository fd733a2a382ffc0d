-- The facts of the leads that for long after their hand-off, or the start of their clock if that was before, were not over,
-- and that nobody had contacted or nobody owned.
-- One row per such lead, in the order of hand-off.
-- Written by tests/dialect.py from ../unworked.sql, which is what to change.
SELECT
  *
FROM facts
WHERE
  counted
  AND NOT LEAST(clock_at, qualified_at) IS NULL
  AND (
    ended_at IS NULL
    OR UNIX_MICROS(CAST(ended_at AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(LEAST(clock_at, qualified_at) AS TIMESTAMP_LTZ)) > :long_us
  )
  AND (
    owner IS NULL
    OR contact_at IS NULL
    OR UNIX_MICROS(CAST(GREATEST(contact_at, assigned_at) AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(LEAST(clock_at, qualified_at) AS TIMESTAMP_LTZ)) > :long_us
  )
ORDER BY
  qualified_at NULLS LAST,
  lead_id NULLS LAST
