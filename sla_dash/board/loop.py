"""The closed loop: what the leads were promised to be worth, and what they have brought; and the deals behind it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import add

from sla_dash.agreement import Terms
from sla_dash.board.answer import answer, answers
from sla_dash.board.frame import Kind, Part
from sla_dash.board.funnel import SPANS, Funnel, back
from sla_dash.calendar import month_of, next_month, previous_month, utc
from sla_dash.records import queries
from sla_dash.records.queries.bind import Span
from sla_dash.records.queries.funnel import Abroad, Deals, Won
from sla_dash.rules import demand, funnel
from sla_dash.rules.funnel import Bridge, Stage
from sla_dash.statistics import survival

FINE = 1_000_000
"""Denominator to which a maturity is made exact."""
NOTHING = Fraction(0)
NO_BRIDGE = Bridge(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)


@dataclass(frozen=True, slots=True)
class Returned:
    """What some leads were promised to be worth, and what they have brought."""

    month: date | None = None
    """Of their hand-off; None for several."""
    target: int = 0
    delivered: int = 0
    """Net leads of types with a target and a value."""
    without_value: int = 0
    """Net leads of other types, which nothing can be expected of."""
    value_promised: Fraction = NOTHING
    value_delivered: Fraction = NOTHING
    expected_wins: Fraction = NOTHING
    """By the agreed rates and the age of the leads delivered."""
    won: int = 0
    priced: int = 0
    """Won, with an amount on record."""
    bridge: Bridge = NO_BRIDGE

    def __add__(self, other: "Returned") -> "Returned":
        return Returned(
            self.month if self.month == other.month else None,
            self.target + other.target,
            self.delivered + other.delivered,
            self.without_value + other.without_value,
            self.value_promised + other.value_promised,
            self.value_delivered + other.value_delivered,
            self.expected_wins + other.expected_wins,
            self.won + other.won,
            self.priced + other.priced,
            self.bridge + other.bridge,
        )

    @property
    def actual_over_expected(self) -> tuple[float, float, float] | None:
        """Wins over wins expected by age, with Byar's interval."""
        return funnel.actual_over_expected(self.won, float(self.expected_wins))


@dataclass(frozen=True, slots=True)
class DealLine:
    """Deals of one type of lead, or all: how they ended, and how long that took."""

    closed: Deals
    days: survival.Curve
    """Time to close over all deals, those still open censored."""
    margin_won: Fraction | None = None
    """Amount won times its stream's margin, by the version of the month on screen; None where it gives none."""
    with_margin: Fraction = NOTHING
    """Amount won of streams with a margin: what ``margin_won`` is a part of."""
    abroad: tuple[Abroad, ...] = ()
    """Amounts in other currencies, which are in none of the sums."""
    total: bool = False


@dataclass(frozen=True)
class Loop(Part):
    """What came back from the leads."""

    leads: Funnel

    @answer
    def months(self) -> tuple[Returned, ...]:
        """Close the loop on the leads of the last closed months, up to the month on screen, oldest first."""
        frame, (months, span) = self.frame, self._closed
        delivered: dict[tuple[Kind, date], int] = defaultdict(int)
        for day in frame.leads_by_day(months[0], next_month(months[-1])):
            delivered[(day.stream, day.lead_type), month_of(day.day)] += day.net
        won = {((r.stream, r.lead_type), r.month): r for r in queries.funnel.won(frame.snapshot, span, frame.as_of)}
        found = []
        for month in months:
            terms = frame.agreements.for_month(month)
            if terms:
                kinds = {*((t.stream, t.lead_type) for t in demand.targets(terms, month)), *(k for k, _ in delivered)}
                parts = [
                    self._returned(terms, month, kind, delivered.get((kind, month), 0), won.get((kind, month)))
                    for kind in kinds
                    if frame.on_screen(kind)
                ]
                found.append(reduce(add, parts, Returned(month)))
        return tuple(found)

    @answer
    def abroad(self) -> list[Abroad]:
        """What these leads brought in other currencies, and no sum holds."""
        frame = self.frame
        return queries.funnel.abroad(frame.snapshot, self._closed[1], frame.as_of, frame.only, handed=True)

    @answer
    def total(self) -> Returned:
        """All these months together."""
        return reduce(add, self.months, Returned())

    @answers
    def deals(self, span: str) -> tuple[DealLine, ...]:
        """Say how the deals closed in these months ended and how long deals take to close, all types last."""
        frame = self.frame
        closed = queries.funnel.deals(frame.snapshot, self.leads.span(span), frame.as_of, frame.only)
        since = utc(self.leads.since, 0, frame.now_terms.zone)
        days = queries.funnel.deal_days(frame.snapshot, since, frame.as_of, frame.only)
        abroad = queries.funnel.abroad(frame.snapshot, self.leads.span(span), frame.as_of, frame.only)
        by_kind = {(row.stream, row.lead_type): row for row in closed}
        lines = []
        for kind in frame.kinds_of([*by_kind, *((row.stream, row.lead_type) for row in days)]):
            curve = survival.curve({r.days: (r.closed, r.still_open) for r in days if (r.stream, r.lead_type) == kind})
            if curve.n or kind in by_kind:
                one = by_kind.get(kind, Deals(*kind, 0, 0, NOTHING, NOTHING, 0, 0, 0))
                margin = demand.margin(frame.month_terms, one.stream)
                known = (None, NOTHING) if margin is None else (one.won_amount * margin, one.won_amount)
                others = tuple(row for row in abroad if (row.stream, row.lead_type) == kind)
                lines.append(DealLine(one, curve, known[0], known[1], others))
        whole: dict[survival.Time, tuple[int, int]] = {}
        for row in days:
            shut, still = whole.get(row.days, (0, 0))
            whole[row.days] = (shut + row.closed, still + row.still_open)
        margins = [line.margin_won for line in lines if line.margin_won is not None]
        every = sum(margins, NOTHING) if margins else None
        covered = sum((line.with_margin for line in lines), NOTHING)
        total = DealLine(queries.funnel.total(closed), survival.curve(whole), every, covered, tuple(abroad), total=True)
        return (*lines, total)

    @property
    def _closed(self) -> tuple[list[date], Span]:
        """Return the closed months whose leads the loop is closed on, oldest first, and their span."""
        frame = self.frame
        last = frame.month if frame.month_is_over else previous_month(month_of(min(frame.month, frame.today)))
        first, zone = frame.first_month, frame.now_terms.zone
        months = [month for month in back(last, SPANS["year"]) if first is None or month >= first] or [last]
        return months, (utc(months[0], 0, zone), utc(next_month(last), 0, zone))

    def _returned(self, terms: Terms, month: date, kind: Kind, delivered: int, won: Won | None) -> Returned:
        targets: dict[Kind, demand.Target] = {(t.stream, t.lead_type): t for t in demand.targets(terms, month)}
        target, order = targets.get(kind), demand.order_value(terms, *kind)
        if target is None or target.leads is None or target.lead_value is None or order is None:
            return Returned(month, without_value=delivered)
        grown = self.leads.maturity(kind, Stage.MQL, Stage.WON, month)
        maturity = Fraction(grown or 0).limit_denominator(FINE)
        won = won or Won(*kind, month, 0, 0, NOTHING)
        return Returned(
            month,
            target.leads,
            delivered,
            0,
            target.leads * target.lead_value,
            delivered * target.lead_value,
            delivered * target.lead_value / order * maturity,
            won.won,
            won.priced,
            funnel.bridge(target.leads, target.lead_value, order, delivered, maturity, won.won, won.priced, won.amount),
        )
