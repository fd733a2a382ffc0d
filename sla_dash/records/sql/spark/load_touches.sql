-- Touches that are kept although something about them is doubtful.
-- One row per check that found something.
-- Written by tests/dialect.py from ../load_touches.sql, which is what to change.
WITH doubts AS (
  SELECT
    'touched before created' AS check_name,
    lead_id AS example,
    'the touch is earlier than its lead; such a contact is invalid and left out of latency' AS meaning
  FROM typed_touches
  WHERE
    early AND problem IS NULL
  UNION ALL
  SELECT
    'rep not among the reps' AS check_name,
    t.lead_id || ': ' || t.rep AS example,
    'who touched has no row among the reps, so no team and no time zone' AS meaning
  FROM touches AS t
  LEFT JOIN reps AS r
    ON r.rep = t.rep
  WHERE
    NOT t.rep IS NULL
    AND r.rep IS NULL
    AND NOT t.is_automated
    AND (
      SELECT
        COUNT(*)
      FROM reps
    ) > 0
  UNION ALL
  SELECT
    'rounded id' AS check_name,
    lead_id || ': ' || unread_rep AS example,
    'a spreadsheet has rounded the id of a person or of a lead, so it is left empty: export it again as text' AS meaning
  FROM typed_touches
  WHERE
    NOT unread_rep IS NULL AND problem IS NULL
  UNION ALL
  SELECT
    'touched in the future' AS check_name,
    lead_id AS example,
    'later than this loading; it counts once its time has come' AS meaning
  FROM touches
  WHERE
    touched_at > :now
), often AS (
  SELECT
    SUM(touches) AS touches,
    MAX(STRUCT(touches AS touches, lead_id AS lead_id)) AS most
  FROM (
    SELECT
      lead_id,
      COUNT(*) AS touches
    FROM touches
    GROUP BY
      lead_id
  ) AS counted
  WHERE
    touches >= 500
)
SELECT
  check_name,
  'touches' AS table_name,
  COUNT(*) AS touches,
  MIN(example) AS example,
  meaning
FROM doubts
GROUP BY
  check_name,
  meaning
UNION ALL
SELECT
  'lead touched very often' AS check_name,
  'touches' AS table_name,
  CAST(touches AS BIGINT) AS touches,
  most.lead_id || ' (' || most.touches || ' times)' AS example,
  'no person is tried that often: is the id one of nobody, or are these automated?' AS meaning
FROM often
WHERE
  touches > 0
