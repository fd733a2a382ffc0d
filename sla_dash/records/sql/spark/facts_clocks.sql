-- When the clock of each lead started, by the choice of the version in force at its hand-off, and under which
-- version and schedule it runs; the local day of the hand-off. A lead whose clock has not started has the schedule of
-- its hand-off, by which the time until somebody is assigned is told.
-- Where the start is known by its local day alone, clock_until is the end of that day.
-- One row per lead.
-- Written by tests/dialect.py from ../facts_clocks.sql, which is what to change.
WITH handed AS (
  SELECT
    l.lead_id,
    l.owner,
    l.qualified_at,
    v.version,
    CASE
      WHEN l.qualified_at >= v.in_force_from AND l.qualified_at < v.in_force_until
      THEN v.version
    END AS delivered_version,
    CASE v.clock_start
      WHEN 'assigned_at'
      THEN l.assigned_at
      WHEN 'created_at'
      THEN l.created_at
      ELSE l.qualified_at
    END AS clock_at,
    CASE v.clock_start
      WHEN 'assigned_at'
      THEN l.assigned_until
      WHEN 'created_at'
      THEN l.created_until
      ELSE l.qualified_until
    END AS clock_until
  FROM leads AS l
  INNER JOIN versions AS v
    ON COALESCE(l.qualified_at, l.created_at) >= v.governs_from
    AND COALESCE(l.qualified_at, l.created_at) < v.governs_until
)
SELECT
  h.lead_id,
  h.clock_at,
  h.clock_until,
  h.version AS handed_version,
  h.delivered_version,
  v.version AS clock_version,
  CASE
    WHEN h.clock_at >= v.in_force_from AND h.clock_at < v.in_force_until
    THEN v.version
  END AS version,
  s.schedule,
  s.working_day_us,
  CASE
    WHEN h.qualified_at IS NULL
    THEN NULL
    WHEN UNIX_MICROS(CAST(h.qualified_at AS TIMESTAMP_LTZ)) % 86400000000 < d.turns_at
    THEN d.day_before
    ELSE d.day_after
  END AS delivered_on
FROM handed AS h
LEFT JOIN versions AS v
  ON COALESCE(h.clock_at, h.qualified_at) >= v.governs_from
  AND COALESCE(h.clock_at, h.qualified_at) < v.governs_until
LEFT JOIN schedules AS s
  ON s.version = v.version AND s.owner = COALESCE(h.owner, '')
LEFT JOIN local_days AS d
  ON d.version = h.version AND d.utc_day = CAST(h.qualified_at AS DATE)
