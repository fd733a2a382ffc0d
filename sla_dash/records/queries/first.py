"""What a first agreement is written from, beside what other questions find."""

from datetime import datetime

from sla_dash.records.queries.bind import aware, naive, narrowed
from sla_dash.records.queries.followup import Due
from sla_dash.records.store import Snapshot
from sla_dash.rules.evidence import Tried
from sla_dash.rules.provisional import Named


def named(snapshot: Snapshot) -> list[Named]:
    """Count the leads of every kind on record, tests left out; those without a stream or a lead type among them."""
    return [
        Named(stream, kind, leads, handed, assigned, aware(first), aware(last), last_handed and aware(last_handed))
        for stream, kind, leads, handed, assigned, first, last, last_handed in snapshot.rows("named")
    ]


def zones(snapshot: Snapshot) -> list[str]:
    """Name the time zones that the mapping names for times."""
    return [zone for (zone,) in snapshot.rows("mapped_zones")]


def currency(snapshot: Snapshot) -> tuple[str | None, int]:
    """Return the currency that amounts are summed in, None where no deal says, and how many deals have one in it."""
    found, priced = snapshot.rows("currencies")[0]
    return found, priced


def tried(snapshot: Snapshot, due: Due, as_of: datetime) -> list[Tried]:
    """Count leads by the attempts made until a milestone fell due in a span, or until now."""
    found = snapshot.rows("followup_tried", as_of=naive(as_of), **due.bound, **narrowed((None, None)))
    return [Tried(*row) for row in found]
