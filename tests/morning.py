"""One morning worked out by hand, as files that the loader reads: Thursday 19 November 2026, 09:00 in Warsaw.

Of the 21 working days of November 13 are done, so of 140 leads 86.7 are due: 61.9 by form and 24.8 outbound. Delivered
are 81 by form (above the range, which may be chance: 19.1 too many, of 2.25 √61.9 ÷ ∜(13/21) = 20.0) and 9 outbound
(below it), 90 in all (in band), and 3 more by form today. Sales contacted 70 of the 90 within the hour, 10 after two
days, and 10 wait since the day they came: Kaplan–Meier at four hours is 70 of 90. Ann owns 6 of those who wait, Bob 4.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sla_dash import journal, load
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
ENVIRONMENT = "2026-11-19T09:00+01:00"
FIRST = datetime(2026, 11, 2, 9)
DONE = (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

MAPPING = """
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "lead_id"
lead_type = "lead_type"
stream = "stream"
owner = "owner"
created_at = { column = "qualified_at", format = "%Y-%m-%d %H:%M:%S", zone = "UTC" }
qualified_at = { column = "qualified_at", format = "%Y-%m-%d %H:%M:%S", zone = "UTC" }
[touches]
files = ["touches.csv"]
[touches.columns]
lead_id = "lead_id"
touched_at = { column = "touched_at", format = "%Y-%m-%d %H:%M:%S", zone = "UTC" }
"""


def write(folder: Path, *, touched: bool = True) -> Path:
    """Load the morning into ``folder`` and return it; without touches if so wanted."""
    leads, touches = ["lead_id,lead_type,stream,owner,qualified_at"], ["lead_id,touched_at"]
    for n in range(90):
        late = 61 <= n < 71
        day = DONE[n % 10 if late else n % 13]
        at = FIRST + timedelta(days=day - 2, minutes=n)
        kind = "outbound" if n >= 81 else "form"
        leads.append(f"L{n:02},{kind},SMB,{'ann' if n % 10 < 6 else 'bob'},{at}")
        if late or n < 61 or n >= 81:
            touches.append(f"L{n:02},{at + (2 * DAY if late else HOUR)}")
    leads += [f"L{n},form,SMB,ann,2026-11-19 07:30:00" for n in range(90, 93)]
    leads.append("L00,form,SMB,ann,2026-11-03 09:00:00")
    source = folder / "export"
    source.mkdir(parents=True)
    (source / "leads.csv").write_text("\n".join(leads) + "\n", "utf-8")
    (source / "touches.csv").write_text("\n".join(touches) + "\n", "utf-8")
    mapping = MAPPING if touched else MAPPING.partition("[touches]")[0]
    (source / "mapping.toml").write_text(mapping, "utf-8")
    (folder / "agreement.toml").write_text(drawn.AGREEMENT, "utf-8")
    load.records(source, source / "mapping.toml", folder, journal.read(folder).agreements, now=NOW)
    return folder
