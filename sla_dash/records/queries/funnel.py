"""What became of the leads stage by stage, and of the deals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from sla_dash.records.queries.bind import Only, Span, naive, narrowed, within
from sla_dash.records.store import Row, Snapshot
from sla_dash.rules.funnel import Entries, Passages, Stage

WIPED = Fraction(1, 10)
"""Where the part without an amount is larger than this among deals lost than among deals won, no rate is by amount."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The leads that entered a stage, by how long they took and by when they entered."""

    passages: tuple[Passages, ...]
    entries: tuple[Entries, ...]


@dataclass(frozen=True, slots=True)
class Won:
    """Leads of one type handed over in one local month that were won by now."""

    stream: str | None
    lead_type: str | None
    month: date
    won: int
    priced: int
    """Of those, with an amount on record."""
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Deals:
    """Deals of one type closed in a span of time."""

    stream: str | None
    lead_type: str | None
    """None for deals without a lead too."""
    won: int
    lost: int
    won_amount: Fraction
    lost_amount: Fraction
    won_unpriced: int
    lost_unpriced: int
    """Without an amount on record in the currency summed in: in the counts only; of the lost also those with 0."""
    without_lead: int
    """They name no lead of these records."""

    @property
    def win_rate(self) -> Fraction | None:
        """Won over won and lost, by count."""
        return Fraction(self.won, self.won + self.lost) if self.won + self.lost else None

    @property
    def win_rate_by_amount(self) -> Fraction | None:
        """Amount won over amount won and lost; None where it means nothing, as the lost have none or 0 more often."""
        amount = self.won_amount + self.lost_amount
        wiped = Fraction(self.lost_unpriced, self.lost or 1) - Fraction(self.won_unpriced, self.won or 1) > WIPED
        return None if wiped or not amount else self.won_amount / amount

    @property
    def order_value(self) -> Fraction | None:
        """Amount won over deals won that have an amount."""
        priced = self.won - self.won_unpriced
        return self.won_amount / priced if priced else None


@dataclass(frozen=True, slots=True)
class Abroad:
    """Deals of one type with amounts in one other currency, which are added to no others."""

    stream: str | None
    lead_type: str | None
    currency: str
    won: int
    won_amount: Decimal
    lost: int
    lost_amount: Decimal


@dataclass(frozen=True, slots=True)
class DealDays:
    """Deals of one type that took so many whole days to close, or have been open as long."""

    stream: str | None
    lead_type: str | None
    days: int
    closed: int
    still_open: int


@dataclass(frozen=True, slots=True)
class Ending:
    """Why leads ended without a deal."""

    ending: str
    """``rejected`` by sales, or ``closed``."""
    reason: str
    leads: int


def steps(snapshot: Snapshot, since: date, as_of: datetime, version: int) -> Steps:
    """Count the leads that entered each stage from a local day on; local days are those of a version of the agreement.

    For a replay; ``prepared`` is the same as of the records' own end.
    """
    return _steps(snapshot.rows("funnel_steps", starts_on=since, as_of=naive(as_of), version=version))


def prepared(snapshot: Snapshot) -> Steps:
    """Return what loading has counted for the two years before it."""
    return _steps(snapshot.rows("funnel_prepared"))


def won(snapshot: Snapshot, span: Span, as_of: datetime) -> list[Won]:
    """Count the leads handed over in a span that were won by now, by local month of hand-off."""
    found = snapshot.rows("funnel_won", **within(span, as_of))
    return [Won(stream, kind, month, n, priced, _exact(amount)) for stream, kind, month, n, priced, amount in found]


def deals(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Deals]:
    """Count the deals closed in a span by stream and lead type."""
    found = snapshot.rows("funnel_deals", **within(span, as_of), **narrowed(only))
    return [
        Deals(stream, kind, n_won, n_lost, _exact(won_amount), _exact(lost_amount), *rest)
        for stream, kind, n_won, n_lost, won_amount, lost_amount, *rest in found
    ]


def abroad(
    snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None), *, handed: bool = False
) -> list[Abroad]:
    """Count the deals in other currencies that closed in a span, or were won of leads ``handed`` over in it."""
    return [
        Abroad(*row) for row in snapshot.rows("funnel_abroad", handed=handed, **within(span, as_of), **narrowed(only))
    ]


def total(rows: Sequence[Deals]) -> Deals:
    """Sum the deals of all types into one line."""
    return Deals(
        None,
        None,
        sum(row.won for row in rows),
        sum(row.lost for row in rows),
        sum((row.won_amount for row in rows), Fraction(0)),
        sum((row.lost_amount for row in rows), Fraction(0)),
        sum(row.won_unpriced for row in rows),
        sum(row.lost_unpriced for row in rows),
        sum(row.without_lead for row in rows),
    )


def deal_days(snapshot: Snapshot, since: datetime, as_of: datetime, only: Only = (None, None)) -> list[DealDays]:
    """Count the deals opened since an instant by how many days they took to close or have been open."""
    found = snapshot.rows("funnel_deal_days", starts_at=naive(since), as_of=naive(as_of), **narrowed(only))
    return [DealDays(*row) for row in found]


def endings(
    snapshot: Snapshot, span: Span, as_of: datetime, most: int, only: Only = (None, None)
) -> tuple[list[Ending], int, int]:
    """List why leads handed over in a span ended without a deal, and count all reasons and all those leads."""
    found = snapshot.rows("funnel_endings", most=most, **within(span, as_of), **narrowed(only))
    return [Ending(*row[:3]) for row in found], found[0][3] if found else 0, found[0][4] if found else 0


def _steps(rows: Sequence[Row]) -> Steps:
    passages, entries, ranks = [], [], tuple(Stage)
    for stream, kind, stage, goal, entered_on, days, entered, passed, lost in rows:
        step = stream, kind, ranks[stage], ranks[goal]
        if entered_on is not None:
            entries.append(Entries(*step, entered_on, entered, passed, lost))
        elif days is not None:
            passages.append(Passages(*step, days, passed, lost))
    return Steps(tuple(passages), tuple(entries))


def _exact(amount: Decimal | None) -> Fraction:
    return Fraction(amount or 0)
