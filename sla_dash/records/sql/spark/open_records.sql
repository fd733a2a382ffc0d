-- Open leads and opportunities, and when anything last happened to each; a lead with a deal is followed as its deal.
-- One row per lead without a deal and per open deal, the longest silent first.
-- Written by tests/dialect.py from ../open_records.sql, which is what to change.
WITH held AS (
  SELECT
    *
  FROM facts
), dealt AS (
  SELECT
    *
  FROM facts
  WHERE
    NOT opportunity_at IS NULL
), at_hand AS (
  SELECT
    f.lead_id,
    NULL AS deal_id,
    f.stream,
    f.lead_type,
    CASE WHEN f.assigned_at > :quiet_since THEN NULL ELSE f.owner END AS owner,
    f.contact_at,
    f.qualified_at AS since_at,
    GREATEST(
      f.qualified_at,
      CASE WHEN f.assigned_at <= :quiet_since THEN f.assigned_at END,
      CASE WHEN f.accepted_at <= :quiet_since THEN f.accepted_at END
    ) AS changed_at,
    f.last_touched_at
  FROM held AS f
  WHERE
    f.counted
    AND f.qualified_at <= :quiet_since
    AND (
      f.ended_at IS NULL OR f.ended_at > :as_of
    )
    AND (
      f.won_at IS NULL OR f.won_at > :as_of
    )
    AND (
      f.opportunity_at IS NULL OR f.opportunity_at > :as_of
    )
    AND (
      f.assigned_at IS NULL OR f.assigned_at <= :quiet_since OR f.assigned_at > :as_of
    )
    AND (
      f.accepted_at IS NULL OR f.accepted_at <= :quiet_since OR f.accepted_at > :as_of
    )
    AND (
      f.last_touched_at IS NULL
      OR f.last_touched_at <= :quiet_since
      OR f.last_touched_at > :as_of
    )
  UNION ALL
  SELECT
    d.lead_id,
    d.deal_id,
    COALESCE(d.stream, f.stream) AS stream,
    f.lead_type,
    COALESCE(d.owner, CASE WHEN f.assigned_at > :as_of THEN NULL ELSE f.owner END) AS owner,
    f.contact_at,
    d.opened_at AS since_at,
    d.opened_at AS changed_at,
    f.last_touched_at
  FROM deals AS d
  LEFT JOIN (
    SELECT
      *
    FROM dealt
    WHERE
      opportunity_at <= :quiet_since
  ) AS f
    ON f.lead_id = d.lead_id
  WHERE
    d.opened_at <= :quiet_since
    AND (
      d.stage = 'open' OR d.closed_at > :as_of
    )
    AND (
      f.left_out IS NULL OR f.left_out <> 'test'
    )
    AND (
      f.last_touched_at IS NULL
      OR f.last_touched_at <= :quiet_since
      OR f.last_touched_at > :as_of
    )
), untouched AS (
  SELECT
    o.lead_id,
    o.deal_id,
    o.stream,
    o.lead_type,
    o.owner,
    o.since_at,
    CASE WHEN o.last_touched_at > :as_of THEN s.touched_at ELSE o.last_touched_at END AS touched_at,
    o.changed_at,
    GREATEST(
      CASE WHEN o.last_touched_at > :as_of THEN s.touched_at ELSE o.last_touched_at END,
      o.changed_at
    ) AS last_at
  FROM at_hand AS o
  LEFT JOIN silences AS s
    ON s.lead_id = o.lead_id AND s.touched_at <= :quiet_since AND s.until_at > :as_of
  WHERE
    o.last_touched_at IS NULL
    OR o.last_touched_at <= :as_of
    OR o.contact_at > :as_of
    OR NOT s.lead_id IS NULL
)
SELECT
  *
FROM untouched
ORDER BY
  last_at NULLS LAST,
  COALESCE(deal_id, lead_id) NULLS LAST
