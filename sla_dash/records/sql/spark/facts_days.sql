-- Leads handed over and rejected by the time of loading.
-- One row per stream, lead type and local day.
-- Written by tests/dialect.py from ../facts_days.sql, which is what to change.
SELECT
  stream,
  lead_type,
  delivered_on,
  COUNT(*) AS gross,
  COUNT(CASE WHEN rejected_at <= :now THEN 1 END) AS rejected
FROM facts
WHERE
  counted AND qualified_at <= :now
GROUP BY
  stream,
  lead_type,
  delivered_on
ORDER BY
  delivered_on NULLS LAST
