"""A morning on which marketing knows less than it promised of some leads, and one rep gets too many, as files.

Thursday 19 November 2026, 09:00 in Warsaw. Of 60 leads by form handed over in November 54 carry need and budget, of 40
outbound 18: budget is missing on 22 of them and on 6 by form, need on 8 outbound; 72 of 100 are complete, 80 % promised
(Wilson 63 to 80 %). Ann got 70 leads, Bob 20 and Cho, who is to get half, 10: 40, 40 and 20 are due of the 100. Four
leads wait since this morning, and the hottest of them is the last that came.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sla_dash import journal, load
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
ENVIRONMENT = "2026-11-19T09:00+01:00"
DAYS = (2, 3, 4, 5, 6, 9, 10, 12, 13, 16)
DAY = timedelta(days=1)
CRM = "https://crm.example/leads/{lead_id}"
AGREEMENT = drawn.AGREEMENT.replace(
    "[[stream]]",
    """
[qualified]
requires = ["need", "budget"]
share = 0.80

[distribution]
rule = "In turn; Cho gets half."
rep_weights = { cho = 0.5 }

[[stream]]""",
    1,
)
INSTANT = 'format = "%Y-%m-%d %H:%M:%S", zone = "UTC"'
MAPPING = f"""
[crm]
lead_url = "{CRM}"
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "id"
lead_type = "type"
stream = {{ constant = "SMB" }}
owner = "owner"
name = "name"
company = "company"
score = "score"
created_at = {{ column = "handed", {INSTANT} }}
qualified_at = {{ column = "handed", {INSTANT} }}
[leads.fields]
need = "need"
budget = "budget"
[touches]
files = ["touches.csv"]
[touches.columns]
lead_id = "lead"
touched_at = {{ column = "at", {INSTANT} }}
"""


def write(folder: Path) -> Path:
    """Load the morning into ``folder`` and return it."""
    leads, touches = ["id,type,owner,name,company,score,handed,need,budget"], ["lead,at"]
    for n in range(100):
        kind, m = ("form", n) if n < 60 else ("outbound", n - 60)
        at = datetime(2026, 11, DAYS[n % 10], 9, n // 10)
        owner = "ann" if n < 70 else "bob" if n < 90 else "cho"
        budget = "-" if (kind == "form" and m < 6) or (kind == "outbound" and m < 22) else "5 k"
        need = "" if kind == "outbound" and m < 8 else "a tool"
        who = "Jo Ho,Acme" if n == 99 else ","
        if n >= 96:  # those who wait
            at = datetime(2026, 11, 19, 6, n - 96)
        else:
            touches.append(f"L {n:02},{at + timedelta(minutes=30)}")
        leads.append(f"L {n:02},{kind},{owner},{who},{n if n >= 97 else ''},{at},{need},{budget}")
    source = folder / "export"
    source.mkdir(parents=True)
    (source / "leads.csv").write_text("\n".join(leads) + "\n", "utf-8")
    (source / "touches.csv").write_text("\n".join(touches) + "\n", "utf-8")
    (source / "mapping.toml").write_text(MAPPING, "utf-8")
    (folder / "agreement.toml").write_text(AGREEMENT, "utf-8")
    load.records(source, source / "mapping.toml", folder, journal.read(folder).agreements, now=NOW)
    return folder
