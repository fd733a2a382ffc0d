"""Who was assigned how many leads."""

from datetime import datetime

from sla_dash.records.queries.bind import ROWS, Only, Span, narrowed, within
from sla_dash.records.store import Asked, Snapshot


def assigned(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> dict[str | None, int]:
    """Count the leads assigned in a span by owner; under None those handed over in it that nobody owns by now."""
    return dict(snapshot.rows("distribution_assigned", **within(span, as_of), **narrowed(only)))


def rows(span: Span, as_of: datetime, only: Only = (None, None)) -> Asked:
    """Name the question that lists these leads, at most so many."""
    return Asked("distribution_rows", {"most": ROWS, **within(span, as_of), **narrowed(only)})
