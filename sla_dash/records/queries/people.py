"""Who is credited with which decided leads."""

from datetime import datetime

from sla_dash.records.queries.bind import Only, Span
from sla_dash.records.queries.contact import Clocks, judged
from sla_dash.records.store import Snapshot
from sla_dash.rules.people import Decided


def decided(snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> list[Decided]:
    """Count the leads whose clock started in a span by who is credited with them, and by type.

    Only those whose promised time is up: before that those contacted soon are decided, and the others are not.
    """
    found = snapshot.rows("people_decided", **judged(snapshot, span, as_of, now, only))
    return [Decided(*row) for row in found]
