"""How long each step from hand-off to the first conversation takes."""

from datetime import datetime

from sla_dash.records.queries.bind import Only, Span
from sla_dash.records.queries.contact import Clocks, ticking
from sla_dash.records.store import Asked, Snapshot
from sla_dash.rules.steps import Spent, Step


def spent(
    snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, only: Only = (None, None), *, wall_clock: bool = False
) -> list[Spent]:
    """Count the leads handed over in a span by step and by how long they spent, or have spent, on it."""
    found = snapshot.rows("steps_spent", wall_clock=wall_clock, **ticking(span, as_of, now, only))
    return [Spent(Step(step), *rest) for step, *rest in found]


def rows(span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> Asked:
    """Ask for the leads handed over in a span, one by one."""
    return Asked("steps_rows", ticking(span, as_of, now, only))
