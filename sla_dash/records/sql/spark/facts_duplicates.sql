-- Hand-offs with the e-mail of a lead that was kept up to so many days before: they are not counted again. Each person's
-- instants are walked through in order, each as a list of its own, to which those kept so far are joined.
-- One row per such lead.
-- Written by tests/dialect.py from ../facts_duplicates.sql, which is what to change.
WITH shared AS (
  SELECT
    person
  FROM leads
  WHERE
    NOT is_test AND NOT qualified_at IS NULL AND NOT person IS NULL
  GROUP BY
    person
  HAVING
    COUNT(*) > 1
), handed AS (
  SELECT
    l.lead_id,
    l.person,
    UNIX_MICROS(CAST(l.qualified_at AS TIMESTAMP_LTZ)) AS handed_us,
    ROW_NUMBER() OVER (PARTITION BY l.person, l.qualified_at ORDER BY l.lead_id NULLS LAST) AS n
  FROM leads AS l
  INNER JOIN shared AS s
    ON s.person = l.person
  WHERE
    NOT l.is_test AND NOT l.qualified_at IS NULL
), kept AS (
  SELECT
    person,
    AGGREGATE(
      instants,
      instants[0],
      (kept, one) -> CASE
        WHEN ARRAY_MAX(one) - ARRAY_MAX(kept) > :same_lead_us
        THEN CONCAT(kept, one)
        ELSE kept
      END
    ) AS kept
  FROM (
    SELECT
      person,
      ARRAY_SORT(COLLECT_LIST(ARRAY(handed_us))) AS instants
    FROM handed
    GROUP BY
      person
  ) AS ordered
)
SELECT
  h.lead_id
FROM handed AS h
INNER JOIN kept AS k
  ON k.person = h.person
WHERE
  h.n > 1 OR NOT ARRAY_CONTAINS(k.kept, h.handed_us)
