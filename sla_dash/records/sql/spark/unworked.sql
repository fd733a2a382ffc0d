-- The facts of the leads that were not over by the time of loading, and that nobody had contacted or nobody owned.
-- One row per such lead, in the order of hand-off.
-- Written by tests/dialect.py from ../unworked.sql, which is what to change.
SELECT
  *
FROM facts
WHERE
  counted
  AND (
    ended_at IS NULL OR ended_at > :now
  )
  AND (
    contact_at IS NULL OR contact_at > :now OR owner IS NULL OR assigned_at > :now
  )
ORDER BY
  qualified_at NULLS LAST,
  lead_id NULLS LAST
