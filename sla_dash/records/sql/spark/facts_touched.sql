-- How many touches there are, and how much of what a touch by a person may say is there.
-- One row.
-- Written by tests/dialect.py from ../facts_touched.sql, which is what to change.
SELECT
  COUNT(*) AS touches,
  COUNT(CASE WHEN NOT is_automated THEN 1 END) AS by_people,
  COUNT(CASE WHEN NOT is_automated THEN rep END) AS rep,
  COUNT(CASE WHEN NOT is_automated THEN outcome END) AS outcome,
  COUNT(CASE WHEN NOT is_automated AND touched_until IS NULL THEN 1 END) AS hour
FROM touches
