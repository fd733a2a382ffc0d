"""A first agreement: what to promise on the evidence of the records alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import prod

from sla_dash.agreement import Terms
from sla_dash.agreement.fields import MOST_MONEY
from sla_dash.calendar import next_month, previous_month
from sla_dash.rules import demand
from sla_dash.rules.evidence import ENOUGH, NOTHING, Months, OfStream, OfType, Shown, Won
from sla_dash.rules.proposal import next_quarter
from sla_dash.rules.provisional import STAGES

NEAR = Fraction(1, 10)
"""Quota and rates give the target where they ask for what was delivered, give or take this part of it."""
FINE = 10_000
"""Parts in which a rate and a share of a quota are written."""
CENTS_UNDER = 100
"""Amounts from here on are written without cents."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A rate to write, and what it rests on."""

    value: Decimal
    shown: Shown
    of_all: bool
    """Whether it is that of all types of the stream, as too few of this type passed."""


@dataclass(frozen=True, slots=True)
class TypeDraft:
    """What to promise of one type of lead."""

    of: OfType
    leads: int
    """Delivered in a month."""
    rates: tuple[Rated, ...]
    """By ``STAGES``; none where one of them is not known."""
    order_value: Decimal | None
    """Its own; None where that of the stream has to do."""
    share: Decimal | None = None
    """Of the quota; None without one."""
    asked: int | None = None
    """Leads a month that quota, share and rates ask for; None without a share."""

    @property
    def targets(self) -> int | None:
        """Leads to promise outright; None where quota, share and rates ask for about as many as were delivered."""
        near = self.asked is not None and abs(self.asked - self.leads) <= NEAR * self.leads
        return None if near else self.leads

    @property
    def promise(self) -> timedelta | None:
        """The working time to promise for ``KEPT`` of the leads; None where nothing was kept, or too few came."""
        return self.of.better.window if self.of.better and self.of.leads >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class StreamDraft:
    """What to promise of one revenue stream."""

    of: OfStream
    order_value: Decimal | None
    quota: Decimal | None
    """What the leads of a month are worth by rates and order values; None where these are not known."""
    types: tuple[TypeDraft, ...]


def dates(over: Months, today: date, last: Terms | None) -> tuple[date, date]:
    """Return the first day of a draft, and that of its revision.

    A first agreement begins two months before the one that follows those that its targets are the mean of, and is
    revised with the next month: a quarter, where the records reach to now. After another one, it is the next quarter.
    """
    if last:
        begins = max(next_quarter(today), next_quarter(last.valid_from))
        return begins, next_quarter(begins)
    current = next_month(over.each[-1]) if over.closed else over.each[0]
    begins = previous_month(previous_month(current)) if over.closed else current
    return begins, next_month(max(today, begins))


def drafted(found: OfStream, over: Months) -> StreamDraft:
    """Put together what to promise of a stream.

    The quota is what a month's leads are worth, so that what it asks for is what was delivered. Deals are whole, so of
    few leads the ladder asks too many: then the leads are promised outright beside it.
    """
    order = _order_value(found.won)
    types = [
        TypeDraft(one, over.mean(one.delivered), _rates(one, found.together), _order_value(one.won))
        for one in found.types
    ]
    worth = [_worth(one, order) for one in types]
    quota = _money(sum(worth, NOTHING))
    if quota is None or order is None:
        return StreamDraft(found, order, None, tuple(types))
    parts = demand.cum_round([one / sum(worth, NOTHING) * FINE for one in worth])
    shares = [Decimal(part) / FINE if part else None for part in parts]
    types = [replace(one, share=share) for one, share in zip(types, shares, strict=True)]
    return StreamDraft(found, order, quota, _asked(types, quota, order))


def _asked(types: Sequence[TypeDraft], quota: Decimal, order: Decimal) -> tuple[TypeDraft, ...]:
    """Work out what quota, shares and rates ask for, as targets do: types promised outright have no part in it."""
    told, following = list(types), [n for n, one in enumerate(types) if one.share]
    while following:
        parts = [_part(told[n], quota, order) for n in following]
        for n, ladder in zip(following, demand.ladders(parts) or (), strict=True):
            told[n] = replace(told[n], asked=int(ladder[-1]))
        staying = [n for n in following if told[n].targets is None]
        if staying == following:
            break
        following = staying
    return tuple(told)


def _part(one: TypeDraft, quota: Decimal, order: Decimal) -> demand.Part:
    rates = [Fraction(rate.value) for rate in reversed(one.rates)]
    return Fraction(quota) * Fraction(one.share or 0), Fraction(one.order_value or order), rates


def _rates(one: OfType, together: Mapping[str, Shown]) -> tuple[Rated, ...]:
    """Return the three rates, each of the type itself or else of the stream; nothing where one has too few events."""
    found = []
    for stage in STAGES:
        for shown, of_all in ((one.rates.get(stage), False), (together.get(stage), True)):
            rate = shown.counted.rate if shown and shown.counted.passed >= ENOUGH else None
            value = Decimal(demand.nearest(rate * FINE)) / FINE if rate else Decimal(0)
            if shown and value:
                found.append(Rated(value, shown, of_all))
                break
    return tuple(found) if len(found) == len(STAGES) else ()


def _worth(one: TypeDraft, order: Decimal | None) -> Fraction:
    """Return what the leads of a month bring in the end; nothing where that is not known."""
    if order is None or not one.rates:
        return NOTHING
    each = Fraction(one.order_value or order)
    return one.leads * each * prod(Fraction(rate.value) for rate in one.rates)


def _order_value(won: Won) -> Decimal | None:
    return _money(won.amount / won.deals) if won.deals >= ENOUGH else None


def _money(value: Fraction) -> Decimal | None:
    """Write an amount to the unit, or a small one to the cent; None of nothing, and of more than an agreement holds."""
    unit = 1 if value >= CENTS_UNDER else 100
    found = Decimal(demand.nearest(value * unit)) / unit
    return found if 0 < found <= MOST_MONEY else None
