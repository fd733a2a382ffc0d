"""The worked fixture of the golden cases as records: fourteen leads and seventeen touches."""

import duckdb

from sla_dash.agreement import Agreements, parse
from tests import drawn
from tests.golden_cases import DOCUMENT


def records() -> tuple[Agreements, duckdb.DuckDBPyConnection]:
    """Return the fixture under its agreement: reps in their own zones with their own holidays."""
    fixture = DOCUMENT["fixture"]
    schedules = "\n".join(
        f'[[schedule]]\nrep = "{rep}"\nholidays = {{ overrides = {{ {", ".join(f"{day} = []" for day in days)} }} }}'
        for rep, days in fixture["rep_holidays"].items()
    )
    text = drawn.AGREEMENT.replace("[[stream]]", f"{schedules}\n\n[[stream]]", 1)
    text = text.replace("standup = {", 'clock_start = "created_at"\nstandup = {')
    leads = ["lead_id | lead_type | email | owner | qualified_at | is_test"]
    for lead in fixture["leads"]:
        at = lead["created_utc"].replace("T", " ").rstrip("Z")
        cells = [lead["id"], lead["type"], lead["email"] or "", lead["rep"], at, not lead["valid"]]
        leads.append(" | ".join(map(str, cells)))
    touches = ["lead_id | touched_at | channel | is_automated | outcome"]
    for touch in fixture["touches"]:
        at = touch["at_utc"].replace("T", " ").rstrip("Z")
        cells = [touch["lead_id"], at, touch["channel"], bool(touch["is_auto"]), touch["outcome"]]
        touches.append(" | ".join(map(str, cells)))
    reps = "\n".join(f"{rep} | {zone}" for rep, zone in fixture["reps"].items())
    held = drawn.agreements(parse(text))
    connection = drawn.records(
        held,
        leads="\n".join(leads),
        touches="\n".join(touches),
        reps=f"rep | timezone\n{reps}",
    )
    return held, connection
