-- Touches by people, each at the instant at which it counts: one known by its local day alone at the first instant of
-- that day that is not before the clock of its lead started.
-- One row per touch.
-- Written by tests/dialect.py from ../facts_counted.sql, which is what to change.
SELECT
  lead_id,
  rep,
  direction,
  outcome,
  touched_at AS counted_at
FROM touches
WHERE
  NOT is_automated AND touched_until IS NULL
UNION ALL
SELECT
  t.lead_id,
  t.rep,
  t.direction,
  t.outcome,
  CASE
    WHEN t.touched_until > c.clock_at
    THEN GREATEST(t.touched_at, c.clock_at)
    ELSE t.touched_at
  END AS counted_at
FROM touches AS t
INNER JOIN clocks AS c
  ON c.lead_id = t.lead_id
WHERE
  NOT t.is_automated AND NOT t.touched_until IS NULL
