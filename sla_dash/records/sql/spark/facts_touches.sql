-- First contact by a person, who made it, the first conversation and the last touch of each lead. Of two who reached it
-- at one instant the first by name is taken; a touch that names nobody comes before both.
-- One row per lead that anybody reached out to.
-- Written by tests/dialect.py from ../facts_touches.sql, which is what to change.
SELECT
  lead_id,
  earliest.counted_at AS contact_at,
  NULLIF(earliest.rep, '') AS contact_by,
  conversation_at,
  last_touched_at
FROM (
  SELECT
    lead_id,
    MIN(STRUCT(counted_at AS counted_at, COALESCE(rep, '') AS rep)) AS earliest,
    MIN(CASE WHEN outcome = 'connected' THEN counted_at END) AS conversation_at,
    MAX(counted_at) AS last_touched_at
  FROM counted_touches
  WHERE
    direction = 'outbound' OR outcome = 'connected'
  GROUP BY
    lead_id
) AS reached
