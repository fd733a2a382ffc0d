"""Leads worked out by hand whose outcome is known, as files that the loader reads, seen on 19 November 2026.

In each of July, August and September 200 leads by form were handed over, on the first ten days: 60 became SQLs a day
later, the other 140 were closed. 48 of the 60 became opportunities the day after, the other 12 were closed. Of the 48,
12 were won after ten more days for 2,000 each, one of them without an amount on record, and 36 were lost after twelve.
Nothing was handed over since. Agreed are rates of 50, 80 and 25 %, so 500 leads a month worth 200 each, and 100,000.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sla_dash import journal, load
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
ENVIRONMENT = "2026-11-19T09:00+01:00"
DAY = timedelta(days=1)

AGREEMENT = (
    drawn.AGREEMENT.partition("[[stream]]")[0]
    + """
[[stream]]
name = "SMB"
quota = 100_000
average_order_value = 2_000

[[stream.lead_type]]
name = "form"
share = 1
rates = { mql_to_sql = 0.50, sql_to_opportunity = 0.80, win = 0.25 }
respond_within = "4h"
respond_share = 0.9
"""
)
INSTANT = 'format = "%Y-%m-%d %H:%M:%S", zone = "UTC"'
MAPPING = f"""
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "lead_id"
lead_type = "lead_type"
stream = "stream"
disposition = "disposition"
created_at = {{ column = "created_at", {INSTANT} }}
qualified_at = {{ column = "qualified_at", {INSTANT} }}
accepted_at = {{ column = "accepted_at", {INSTANT} }}
closed_at = {{ column = "closed_at", {INSTANT} }}
[deals]
files = ["deals.csv"]
[deals.columns]
deal_id = "deal_id"
lead_id = "lead_id"
stream = "stream"
opened_at = {{ column = "opened_at", {INSTANT} }}
closed_at = {{ column = "closed_at", {INSTANT} }}
stage = "stage"
amount = "amount"
"""


def write(folder: Path, terms: str = AGREEMENT) -> Path:
    """Load the harvest into ``folder`` under these terms and return it."""
    leads = ["lead_id,lead_type,stream,created_at,qualified_at,accepted_at,closed_at,disposition"]
    deals = ["deal_id,lead_id,stream,opened_at,closed_at,stage,amount"]
    for month in (7, 8, 9):
        for n in range(200):
            at = datetime(2026, month, 1 + n % 10, 9) + timedelta(minutes=n)
            lead, accepted = f"L{month}-{n:03}", n < 60
            closed = "" if n < 48 else str(at + 2 * DAY)
            cells = [lead, "form", "SMB", str(at), str(at), str(at + DAY) if accepted else "", closed]
            leads.append(",".join([*cells, "no budget" if closed else ""]))
            if n < 48:
                stage, days = ("won", 10) if n < 12 else ("lost", 12)
                amount = "" if n == 0 else "2000"
                shut = at + (2 + days) * DAY
                deals.append(f"D{month}-{n},{lead},SMB,{at + 2 * DAY},{shut},{stage},{amount}")
    source = folder / "export"
    source.mkdir(parents=True)
    (source / "leads.csv").write_text("\n".join(leads) + "\n", "utf-8")
    (source / "deals.csv").write_text("\n".join(deals) + "\n", "utf-8")
    (source / "mapping.toml").write_text(MAPPING, "utf-8")
    (folder / "agreement.toml").write_text(terms, "utf-8")
    load.records(source, source / "mapping.toml", folder, journal.read(folder).agreements, now=NOW)
    return folder
