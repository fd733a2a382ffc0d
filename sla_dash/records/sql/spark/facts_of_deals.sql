-- Every deal with the stream and type of its lead, when that was handed over, and whether it counts; a deal that names
-- no lead of these records is without one. What is summed is the amount; in another currency it stands apart.
-- One row per deal, in the order of opening.
-- Written by tests/dialect.py from ../facts_of_deals.sql, which is what to change.
SELECT
  d.deal_id,
  d.lead_id,
  COALESCE(f.stream, d.stream) AS stream,
  f.lead_type,
  d.owner,
  f.qualified_at,
  f.delivered_on,
  COALESCE(f.counted, FALSE) AS lead_counted,
  f.lead_id IS NULL AS without_lead,
  COALESCE(f.left_out <> 'test', TRUE) AS counted,
  d.opened_at,
  d.closed_at,
  d.stage,
  CASE
    WHEN COALESCE(UPPER(d.currency), :currency) IS NOT DISTINCT FROM :currency
    THEN d.amount
  END AS amount,
  CASE WHEN UPPER(d.currency) <> :currency THEN d.amount END AS amount_abroad,
  COALESCE(UPPER(d.currency), :currency) AS currency
FROM deals AS d
LEFT JOIN facts AS f
  ON f.lead_id = d.lead_id
ORDER BY
  d.opened_at NULLS LAST,
  d.deal_id NULLS LAST
