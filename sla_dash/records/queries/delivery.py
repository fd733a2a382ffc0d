"""What marketing handed over, what does not count of it, and what sales made of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sla_dash.calendar import MICROSECOND
from sla_dash.records.queries.bind import ROWS, Only, Span, naive, narrowed, since_counted, within, workable
from sla_dash.records.queries.contact import Clocks
from sla_dash.records.queries.followup import Due
from sla_dash.records.store import Asked, Snapshot

FIRST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DayCount:
    """Leads of one type handed over on one local day."""

    stream: str | None
    lead_type: str | None
    day: date
    gross: int
    rejected: int

    @property
    def net(self) -> int:
        """What counts against the target."""
        return self.gross - self.rejected

    @property
    def kind(self) -> tuple[str | None, str | None]:
        """Stream and lead type."""
        return self.stream, self.lead_type


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Hand-offs by whether they count."""

    counted: int
    same_email: int
    """Within 30 days of a lead that counts and has the same e-mail."""
    tests: int
    without_type: int
    """Of those that count: without a stream or a lead type."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Leads that sales rejected for one reason, or for any."""

    reason: str | None
    """None for all reasons together."""
    leads: int
    median: timedelta
    p90: timedelta
    """Elapsed time from hand-off to rejection, over those rejected."""


def leads_by_day(snapshot: Snapshot, first: date, end: date, as_of: datetime | None) -> list[DayCount]:
    """Count the leads handed over from a local day up to another, excluded, by stream, lead type and day.

    ``as_of`` None takes what was counted at loading: the same as at any instant not before the last of the records.
    """
    if as_of is None:
        return [DayCount(*row) for row in snapshot.rows("leads_by_day_prepared", first_on=first, end_on=end)]
    known = since_counted(snapshot, as_of)
    return [DayCount(*row) for row in snapshot.rows("leads_by_day", first_on=first, end_on=end, **known)]


def leads_since(snapshot: Snapshot, since: datetime, as_of: datetime, only: Only = (None, None)) -> int:
    """Count the leads handed over since an instant."""
    found = snapshot.rows("leads_since", since=naive(since), as_of=naive(as_of), **narrowed(only))
    return int(found[0][0])


def left_out(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> LeftOut:
    """Count the hand-offs of a span that count and those that do not."""
    return LeftOut(*snapshot.rows("delivery_left_out", **within(span, as_of), **narrowed(only))[0])


def rejections(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Rejection]:
    """Count the leads of a span that sales rejected, the commonest reason first and all together last; or nothing."""
    found = snapshot.rows("delivery_rejections", **within(span, as_of), **narrowed(only))
    return [
        Rejection(reason, leads, median * MICROSECOND, p90 * MICROSECOND)
        for reason, leads, median, p90 in found
        if leads
    ]


def rows(span: Span | None, as_of: datetime, only: Only = (None, None)) -> Asked:
    """Name the question that lists the hand-offs of a span (None: ever), the latest first and at most so many."""
    return Asked("delivery_rows", {"most": ROWS, **within(span or (FIRST, as_of), as_of), **narrowed(only)})


def attempts_by_day(snapshot: Snapshot, first: date, end: date) -> dict[date, int]:
    """Count the attempts that people made from a local day up to another, excluded; days without any are missing."""
    return dict(snapshot.rows("attempts_by_day", first_on=first, end_on=end))


def attempts_due(snapshot: Snapshot, due: Due, as_of: datetime, now: Clocks, only: Only = (None, None)) -> int:
    """Count the attempts still missing from promises that fall due in a span, which includes its end here."""
    known = {**workable(snapshot, as_of), **now.bound, **due.bound}
    found = snapshot.rows("attempts_due", **known, **narrowed(only))
    return int(found[0][0])
