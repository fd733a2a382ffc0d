-- Between which instants nothing on record happens, so that what was counted at one of them ($now) holds at all: the last
-- thing that had happened by then, and the first that has not.
-- One row; each null where there is none.
-- Written by tests/dialect.py from ../prepared.sql, which is what to change.
WITH every AS (
  SELECT
    created_at AS happened_at
  FROM leads
  UNION ALL
  SELECT
    assigned_at AS happened_at
  FROM leads
  UNION ALL
  SELECT
    qualified_at AS happened_at
  FROM leads
  UNION ALL
  SELECT
    accepted_at AS happened_at
  FROM leads
  UNION ALL
  SELECT
    rejected_at AS happened_at
  FROM leads
  UNION ALL
  SELECT
    closed_at AS happened_at
  FROM leads
  UNION ALL
  SELECT
    touched_at AS happened_at
  FROM touches
  UNION ALL
  SELECT
    opened_at AS happened_at
  FROM deals
  UNION ALL
  SELECT
    closed_at AS happened_at
  FROM deals
  WHERE
    stage <> 'open'
)
SELECT
  MAX(CASE WHEN happened_at <= :now THEN happened_at END) AS since_at,
  MIN(CASE WHEN happened_at > :now THEN happened_at END) AS until_at
FROM every
