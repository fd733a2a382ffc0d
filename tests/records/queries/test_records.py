"""What the records hold, against the rows that were loaded."""

from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from tests import drawn


def test_a_lead_is_held_by_its_very_id() -> None:
    ids = ["L1", "L-2", "<h1>3", "l4"]
    rows = "\n".join(["lead_id | qualified_at", *(f"{one} | 2026-11-02 10:00:00" for one in ids)])
    snapshot = Snapshot(drawn.records(drawn.agreements(), drawn.NOW, leads=rows))
    asked = [*ids, "L4", "L", "", "L1 ", "%", "L_2"]
    assert [one for one in asked if queries.records.holds(snapshot, one)] == ids
