-- Leads by what became of them after they entered a stage: they came to its goal or a later stage, were lost, or wait.
-- Two grains: per stream, lead type, stage and goal, one row per whole days until that (none while they wait), and one
-- per local day of entry. Stages are ranks: 0 lead, 1 MQL, 2 SQL, 3 opportunity, 4 won.
-- Written by tests/dialect.py from ../funnel_steps.sql, which is what to change.
WITH lead_deals AS (
  SELECT
    stream,
    lead_type,
    MIN(opened_at) AS opened_at,
    MIN(CASE WHEN stage = 'won' AND closed_at <= :as_of THEN closed_at END) AS won_at,
    CASE
      WHEN COUNT(*) = COUNT(CASE WHEN stage = 'lost' AND closed_at <= :as_of THEN 1 END)
      THEN MAX(closed_at)
    END AS lost_at
  FROM deal_facts
  WHERE
    lead_counted AND opened_at <= :as_of
  GROUP BY
    lead_id,
    stream,
    lead_type
), steps AS (
  SELECT
    stream,
    lead_type,
    0 AS stage,
    1 AS goal,
    LEAST(created_at, qualified_at, accepted_at, opportunity_at, won_at) AS entered_at,
    LEAST(qualified_at, accepted_at, opportunity_at, won_at) AS passed_at,
    ended_at AS lost_at
  FROM facts
  WHERE
    counted AND created_at >= :starts_at
  UNION ALL
  SELECT
    stream,
    lead_type,
    1 AS stage,
    2 AS goal,
    LEAST(qualified_at, accepted_at, opportunity_at, won_at) AS entered_at,
    LEAST(accepted_at, opportunity_at, won_at) AS passed_at,
    ended_at AS lost_at
  FROM facts
  WHERE
    counted
    AND (
      qualified_at >= :starts_at OR qualified_at IS NULL
    )
    AND COALESCE(qualified_at, accepted_at, opportunity_at, won_at) >= :starts_at
  UNION ALL
  SELECT
    stream,
    lead_type,
    2 AS stage,
    3 AS goal,
    LEAST(accepted_at, opportunity_at, won_at) AS entered_at,
    LEAST(opportunity_at, won_at) AS passed_at,
    ended_at AS lost_at
  FROM facts
  WHERE
    counted AND COALESCE(accepted_at, opportunity_at, won_at) >= :starts_at
  UNION ALL
  SELECT
    stream,
    lead_type,
    3 AS stage,
    4 AS goal,
    LEAST(opened_at, won_at) AS entered_at,
    won_at AS passed_at,
    lost_at
  FROM lead_deals
  UNION ALL
  SELECT
    stream,
    lead_type,
    4 AS stage,
    4 AS goal,
    won_at AS entered_at,
    NULL AS passed_at,
    NULL AS lost_at
  FROM facts
  WHERE
    counted AND won_at >= :starts_at
  UNION ALL
  SELECT
    stream,
    lead_type,
    1 AS stage,
    4 AS goal,
    LEAST(qualified_at, accepted_at, opportunity_at, won_at) AS entered_at,
    won_at AS passed_at,
    CASE WHEN opportunity_at <= :as_of THEN lost_at ELSE ended_at END AS lost_at
  FROM facts
  WHERE
    counted
    AND (
      qualified_at >= :starts_at OR qualified_at IS NULL
    )
    AND COALESCE(qualified_at, accepted_at, opportunity_at, won_at) >= :starts_at
), judged AS (
  SELECT
    s.*,
    CASE
      WHEN UNIX_MICROS(CAST(s.entered_at AS TIMESTAMP_LTZ)) % 86400000000 < d.turns_at
      THEN d.day_before
      ELSE d.day_after
    END AS entered_on,
    CASE
      WHEN s.passed_at <= :as_of
      THEN s.passed_at
      WHEN s.lost_at <= :as_of
      THEN GREATEST(s.lost_at, s.entered_at)
    END AS decided_at,
    NOT s.passed_at IS NULL AND s.passed_at <= :as_of AS passed
  FROM steps AS s
  INNER JOIN local_days AS d
    ON d.version = :version AND d.utc_day = CAST(s.entered_at AS DATE)
  WHERE
    s.entered_at >= :starts_at AND s.entered_at <= :as_of
), daily AS (
  SELECT
    stream,
    lead_type,
    stage,
    goal,
    entered_on,
    (
      UNIX_MICROS(CAST(decided_at AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(entered_at AS TIMESTAMP_LTZ))
    ) DIV 86400000000 AS days,
    passed,
    COUNT(*) AS leads
  FROM judged
  GROUP BY
    stream,
    lead_type,
    stage,
    goal,
    entered_on,
    (
      UNIX_MICROS(CAST(decided_at AS TIMESTAMP_LTZ)) - UNIX_MICROS(CAST(entered_at AS TIMESTAMP_LTZ))
    ) DIV 86400000000,
    passed
)
SELECT
  stream,
  lead_type,
  stage,
  goal,
  entered_on,
  days,
  CAST(SUM(leads) AS BIGINT) AS entered,
  CAST(SUM(CASE WHEN passed THEN leads ELSE 0 END) AS BIGINT) AS passed,
  CAST(SUM(CASE WHEN NOT days IS NULL AND NOT passed THEN leads ELSE 0 END) AS BIGINT) AS lost
FROM daily
GROUP BY
  GROUPING SETS (
    (stream, lead_type, stage, goal, days),
    (stream, lead_type, stage, goal, entered_on)
  )
ORDER BY
  stage NULLS LAST,
  goal NULLS LAST,
  entered_on NULLS LAST,
  days NULLS LAST
