-- Words that no CRM in the list uses: what they count as is a guess.
-- One row per column and word, the commonest ten of a column by name and the others together.
-- Written by tests/dialect.py from ../load_words.sql, which is what to change.
WITH unknown AS (
  SELECT
    'touches' AS table_name,
    'outcome' AS column_name,
    unknown_outcome AS word,
    'it is no conversation' AS guess
  FROM typed_touches
  WHERE
    problem IS NULL AND NOT unknown_outcome IS NULL
  UNION ALL
  SELECT
    'touches' AS table_name,
    'channel' AS column_name,
    unknown_channel AS word,
    'it stays as it is' AS guess
  FROM typed_touches
  WHERE
    problem IS NULL AND NOT unknown_channel IS NULL
  UNION ALL
  SELECT
    'touches' AS table_name,
    'direction' AS column_name,
    unknown_direction AS word,
    'it counts as inbound, so only a conversation is a contact' AS guess
  FROM typed_touches
  WHERE
    problem IS NULL AND NOT unknown_direction IS NULL
  UNION ALL
  SELECT
    'deals' AS table_name,
    'stage' AS column_name,
    unknown_stage AS word,
    'it counts as open' AS guess
  FROM typed_deals
  WHERE
    problem IS NULL AND NOT unknown_stage IS NULL
), counted AS (
  SELECT
    table_name,
    column_name,
    word,
    guess,
    COUNT(*) AS found
  FROM unknown
  GROUP BY
    table_name,
    column_name,
    word,
    guess
), ranked AS (
  SELECT
    table_name,
    column_name,
    word,
    guess,
    found,
    ROW_NUMBER() OVER (PARTITION BY column_name ORDER BY found DESC, word NULLS LAST) AS place
  FROM counted
)
SELECT
  column_name || ' that nobody knows' AS check_name,
  table_name,
  CAST(SUM(found) AS BIGINT) AS found,
  CASE WHEN LEAST(place, 11) < 11 THEN MAX(word) ELSE COUNT(*) || ' other words' END AS example,
  guess || '; say what it means under values in the mapping' AS meaning
FROM ranked
GROUP BY
  table_name,
  column_name,
  guess,
  LEAST(place, 11)
ORDER BY
  column_name NULLS LAST,
  LEAST(place, 11) NULLS LAST
