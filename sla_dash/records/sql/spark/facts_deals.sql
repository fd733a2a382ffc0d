-- First opportunity, win and loss of each lead, and what was won in the currency summed in; a lead with several deals stays one lead.
-- One row per lead with a deal.
-- Written by tests/dialect.py from ../facts_deals.sql, which is what to change.
SELECT
  lead_id,
  MIN(opened_at) AS opportunity_at,
  MIN(CASE WHEN stage = 'won' THEN closed_at END) AS won_at,
  MIN(CASE WHEN stage = 'lost' THEN closed_at END) AS lost_at,
  CAST(SUM(
    CASE
      WHEN stage = 'won'
      AND COALESCE(UPPER(currency), :currency) IS NOT DISTINCT FROM :currency
      THEN amount
    END
  ) AS DECIMAL(38, 2)) AS won_amount
FROM deals
WHERE
  NOT lead_id IS NULL
GROUP BY
  lead_id
