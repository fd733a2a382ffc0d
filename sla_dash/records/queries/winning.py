"""Which leads were contacted in time, and which were won."""

from datetime import datetime

from sla_dash.calendar import MICROSECOND
from sla_dash.records.queries.bind import Only, Span, moment, narrowed, within
from sla_dash.records.store import Asked, Snapshot
from sla_dash.rules.winning import GIVEN, Stratum


def strata(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Stratum]:
    """Count the leads whose clock started in a span by contact in time and by win within the time they are given."""
    asked = {**within(span, as_of), **moment(snapshot, as_of), **narrowed(only)}
    found = snapshot.rows("winning_strata", **asked, given_us=GIVEN // MICROSECOND)
    return [Stratum(*row) for row in found]


def rows(span: Span, as_of: datetime, only: Only = (None, None)) -> Asked:
    """Ask for the same leads, one by one."""
    return Asked("winning_rows", {**within(span, as_of), "given_us": GIVEN // MICROSECOND, **narrowed(only)})
