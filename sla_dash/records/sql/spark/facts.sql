-- Everything the pages ask of a lead, prepared once: clocks, working time in microseconds, first contact, attempts, outcome.
-- Promises run from the start of the clock; where that is known by its day alone, those of a working day or more run
-- from the day's end, and shorter ones cannot be judged. What a lead lacks is what the version in force at its hand-off
-- requires and it does not carry; null where that version requires nothing, or nobody knows what the lead carries.
-- One row per lead, in the order of hand-off.
-- Written by tests/dialect.py from ../facts.sql, which is what to change.
WITH joined AS (
  SELECT
    l.*,
    c.version,
    c.handed_version,
    r.version AS required_version,
    r.fields AS required,
    c.schedule,
    c.clock_at,
    c.clock_until,
    COALESCE(c.clock_until, c.clock_at) AS due_from,
    c.working_day_us,
    c.clock_version,
    c.delivered_on,
    NOT l.is_test AND d.lead_id IS NULL AS counted,
    CASE WHEN l.is_test THEN 'test' WHEN NOT d.lead_id IS NULL THEN 'same e-mail' END AS left_out,
    LEAST(l.closed_at, l.rejected_at) AS ended_at,
    t.contact_at,
    t.contact_by,
    t.conversation_at,
    t.last_touched_at,
    a.attempts,
    w.opportunity_at,
    w.won_at,
    w.lost_at,
    w.won_amount,
    LEAST(t.conversation_at, l.closed_at, l.rejected_at, w.won_at) AS stopped_at,
    CAST(c.clock_at AS DATE) AS clock_day,
    CAST(COALESCE(c.clock_until, c.clock_at) AS DATE) AS due_day,
    CAST(t.contact_at AS DATE) AS contact_day,
    CAST(l.qualified_at AS DATE) AS qualified_day,
    CAST(l.assigned_at AS DATE) AS assigned_day,
    CAST(t.conversation_at AS DATE) AS conversation_day,
    UNIX_MICROS(CAST(c.clock_at AS TIMESTAMP_LTZ)) % 86400000000 AS clock_us,
    UNIX_MICROS(CAST(COALESCE(c.clock_until, c.clock_at) AS TIMESTAMP_LTZ)) % 86400000000 AS due_us,
    UNIX_MICROS(CAST(t.contact_at AS TIMESTAMP_LTZ)) % 86400000000 AS contact_us,
    UNIX_MICROS(CAST(l.qualified_at AS TIMESTAMP_LTZ)) % 86400000000 AS qualified_us,
    UNIX_MICROS(CAST(l.assigned_at AS TIMESTAMP_LTZ)) % 86400000000 AS assigned_us,
    UNIX_MICROS(CAST(t.conversation_at AS TIMESTAMP_LTZ)) % 86400000000 AS conversation_us
  FROM leads AS l
  INNER JOIN clocks AS c
    ON c.lead_id = l.lead_id
  LEFT JOIN required AS r
    ON r.version = c.delivered_version
  LEFT JOIN duplicates AS d
    ON d.lead_id = l.lead_id
  LEFT JOIN first_touches AS t
    ON t.lead_id = l.lead_id
  LEFT JOIN attempts AS a
    ON a.lead_id = l.lead_id
  LEFT JOIN lead_deals AS w
    ON w.lead_id = l.lead_id
)
SELECT
  j.lead_id,
  j.stream,
  j.lead_type,
  j.owner,
  j.name,
  j.company,
  j.score,
  j.required_version,
  CASE
    WHEN NOT j.fields IS NULL
    THEN FILTER(j.required, field -> NOT ARRAY_CONTAINS(j.fields, field))
  END AS missing,
  j.created_at,
  j.assigned_at,
  j.qualified_at,
  j.qualified_until,
  j.delivered_on,
  j.counted,
  j.left_out,
  j.accepted_at,
  j.rejected_at,
  j.reject_reason,
  j.closed_at,
  j.disposition,
  j.ended_at,
  j.version,
  j.schedule,
  j.clock_at,
  j.due_from,
  CASE WHEN j.clock_us < k.turns_at THEN k.day_before ELSE k.day_after END AS clock_on,
  CASE
    WHEN j.clock_until IS NULL
    THEN (
      j.clock_us + 86400000000 + CASE WHEN j.clock_us < k.shifts_at THEN k.offset_before ELSE k.offset_after END
    ) % 86400000000 DIV 3600000000
  END AS clock_hour,
  CASE
    WHEN j.clock_until IS NULL
    THEN (
      j.clock_us >= s.from_1 AND j.clock_us < s.to_1
    )
    OR (
      j.clock_us >= s.from_2 AND j.clock_us < s.to_2
    )
    OR (
      j.clock_us >= s.from_3 AND j.clock_us < s.to_3
    )
    OR (
      j.clock_us >= s.from_4 AND j.clock_us < s.to_4
    )
  END AS clock_in_hours,
  s.worked_before + GREATEST(0, LEAST(j.due_us, s.to_1) - s.from_1) + GREATEST(0, LEAST(j.due_us, s.to_2) - s.from_2) + GREATEST(0, LEAST(j.due_us, s.to_3) - s.from_3) + GREATEST(0, LEAST(j.due_us, s.to_4) - s.from_4) AS worked_at_clock,
  COALESCE(NOT j.clock_until IS NULL AND p.promise_us < j.working_day_us, FALSE) AS known_by_day,
  CASE
    WHEN j.clock_until IS NULL OR p.promise_us >= j.working_day_us
    THEN p.promise_us
  END AS promise_us,
  j.contact_at,
  j.contact_by,
  e.worked_before + GREATEST(0, LEAST(j.contact_us, e.to_1) - e.from_1) + GREATEST(0, LEAST(j.contact_us, e.to_2) - e.from_2) + GREATEST(0, LEAST(j.contact_us, e.to_3) - e.from_3) + GREATEST(0, LEAST(j.contact_us, e.to_4) - e.from_4) AS worked_at_contact,
  j.conversation_at,
  q.worked_before + GREATEST(0, LEAST(j.qualified_us, q.to_1) - q.from_1) + GREATEST(0, LEAST(j.qualified_us, q.to_2) - q.from_2) + GREATEST(0, LEAST(j.qualified_us, q.to_3) - q.from_3) + GREATEST(0, LEAST(j.qualified_us, q.to_4) - q.from_4) AS worked_at_qualified,
  a.worked_before + GREATEST(0, LEAST(j.assigned_us, a.to_1) - a.from_1) + GREATEST(0, LEAST(j.assigned_us, a.to_2) - a.from_2) + GREATEST(0, LEAST(j.assigned_us, a.to_3) - a.from_3) + GREATEST(0, LEAST(j.assigned_us, a.to_4) - a.from_4) AS worked_at_assigned,
  v.worked_before + GREATEST(0, LEAST(j.conversation_us, v.to_1) - v.from_1) + GREATEST(0, LEAST(j.conversation_us, v.to_2) - v.from_2) + GREATEST(0, LEAST(j.conversation_us, v.to_3) - v.from_3) + GREATEST(0, LEAST(j.conversation_us, v.to_4) - v.from_4) AS worked_at_conversation,
  FILTER(j.attempts, attempt -> attempt <= COALESCE(j.stopped_at, attempt)) AS attempts,
  j.stopped_at,
  j.opportunity_at,
  j.won_at,
  CASE
    WHEN j.won_at IS NULL
    THEN NULL
    WHEN UNIX_MICROS(CAST(j.won_at AS TIMESTAMP_LTZ)) % 86400000000 < d.turns_at
    THEN d.day_before
    ELSE d.day_after
  END AS won_on,
  j.lost_at,
  j.won_amount,
  j.last_touched_at
FROM joined AS j
LEFT JOIN worktime AS s
  ON s.schedule = j.schedule AND s.utc_day = j.due_day
LEFT JOIN worktime AS e
  ON e.schedule = j.schedule AND e.utc_day = j.contact_day
LEFT JOIN worktime AS q
  ON q.schedule = j.schedule AND q.utc_day = j.qualified_day
LEFT JOIN worktime AS a
  ON a.schedule = j.schedule AND a.utc_day = j.assigned_day
LEFT JOIN worktime AS v
  ON v.schedule = j.schedule AND v.utc_day = j.conversation_day
LEFT JOIN local_days AS k
  ON k.version = j.clock_version AND k.utc_day = j.clock_day
LEFT JOIN local_days AS d
  ON d.version = j.handed_version AND d.utc_day = CAST(j.won_at AS DATE)
LEFT JOIN promises AS p
  ON p.version = j.version AND p.stream = j.stream AND p.lead_type = j.lead_type
ORDER BY
  j.qualified_at NULLS LAST,
  j.lead_id NULLS LAST
