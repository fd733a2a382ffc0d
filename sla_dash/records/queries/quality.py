"""What leads carried at their hand-off of what was to be known of them."""

from datetime import datetime

from sla_dash.records.queries.bind import ROWS, Only, Span, narrowed, within
from sla_dash.records.store import Asked, Snapshot
from sla_dash.rules.quality import Handed, Lacking


def handed(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Handed]:
    """Count the leads handed over in a span by type and version: all, those that are known, and the complete ones."""
    found = snapshot.rows("quality_complete", **within(span, as_of), **narrowed(only))
    return [Handed(*row) for row in found]


def lacking(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Lacking]:
    """Count the leads handed over in a span that lack each piece of information; pieces that none lacks are missing."""
    found = snapshot.rows("quality_missing", **within(span, as_of), **narrowed(only))
    return [Lacking(*row) for row in found]


def rows(span: Span, as_of: datetime, only: Only = (None, None)) -> Asked:
    """Name the question that lists the leads handed over in a span with what each lacks, at most so many."""
    return Asked("quality_rows", {"most": ROWS, **within(span, as_of), **narrowed(only)})
