"""What the records show where nobody has promised anything: the evidence for a first agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sla_dash.agreement import Milestone
from sla_dash.agreement.fields import MOST_LEADS
from sla_dash.calendar import month_of, next_month, previous_month
from sla_dash.rules import demand
from sla_dash.rules.demand import Counted
from sla_dash.rules.promise import KEPT, Better
from sla_dash.rules.provisional import CADENCE, Place

ENOUGH = 10
"""Events under which evidence is only counted."""
MONTHS, YEAR = 3, 12
"""Closed months that targets are the mean of, and closed months before this one in which deals won are counted."""
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Won:
    """Deals won with an amount in the currency that is summed in."""

    amount: Fraction = NOTHING
    deals: int = 0

    def __add__(self, other: "Won") -> "Won":
        return Won(self.amount + other.amount, self.deals + other.deals)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the newest mature cohorts have shown of a rate."""

    counted: Counted
    months: tuple[date, ...]
    """In which they entered."""


@dataclass(frozen=True, slots=True)
class OfType:
    """What the records show of one type of lead."""

    stream: str
    lead_type: str
    leads: int
    """On record, tests left out."""
    delivered: tuple[int, ...]
    """Net, in each of the months that targets are the mean of."""
    rates: Mapping[str, Shown]
    """By name, as far as cohorts are mature."""
    won: Won
    better: Better | None
    """What could have been promised; None where no lead was timed."""


@dataclass(frozen=True, slots=True)
class OfStream:
    """What the records show of one revenue stream."""

    name: str
    types: tuple[OfType, ...]
    together: Mapping[str, Shown]
    """Rates of all its types together."""
    won: Won
    """In the last twelve months and this one, with deals of no lead type."""
    lately: Won
    """In the closed months that the targets are the mean of."""
    abroad: int
    """Deals won for an amount in another currency, which is in none of these."""


@dataclass(frozen=True, slots=True)
class Months:
    """The months that targets are the mean of."""

    each: tuple[date, ...]
    """Oldest first."""
    part: Fraction = Fraction(1)
    """How much of them is on record; less than 1 of the month in which everything began, where it is not over."""

    @property
    def closed(self) -> bool:
        """Whether all of them are over."""
        return self.part == 1

    def mean(self, delivered: Sequence[int]) -> int:
        """Return the leads of a whole month, to the nearest."""
        return min(MOST_LEADS, demand.nearest(sum(delivered) / (len(self.each) * self.part)))


@dataclass(frozen=True, slots=True)
class Tried:
    """Leads by the attempts that were made by a day of their follow-up."""

    day: int
    past: bool
    """Whether that day is past; before, more attempts may come."""
    made: int
    stopped: bool
    """Whether the follow-up had stopped before: then no further attempt was owed."""
    leads: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An attempt of the cadence that was made for enough of the leads."""

    step: Milestone
    met: int
    decided: int


@dataclass(frozen=True, slots=True)
class Found:
    """All that the records show of what could be promised."""

    place: Place
    clock_start: str
    first_on: date
    """Local days on which the first and the last lead came."""
    last_on: date
    leads: int
    """On record, tests left out."""
    with_clock: int
    """Of those, the ones that have what starts the clock."""
    unnamed: int
    """Of those, the ones without a stream or a lead type that an agreement can name."""
    months: Months
    won_since: date
    """First day of the months in which deals won are counted."""
    ends_on: date
    """The local day up to which the records reach."""
    has_touches: bool
    has_deals: bool
    currency: str | None
    """The one that amounts are summed in; None where no deal says."""
    priced: int
    """Deals with an amount in it."""
    tried: tuple[Tried, ...]
    streams: tuple[OfStream, ...]

    @property
    def types(self) -> tuple[OfType, ...]:
        """All types of lead."""
        return tuple(one for stream in self.streams for one in stream.types)


def months(today: date, first: date | None, last: date | None) -> Months:
    """Choose the months that targets are the mean of: the last three closed ones of which all days are on record.

    ``first`` and ``last`` are the local days of the first and the last hand-off, None without any. Months after the
    last hand-off say nothing: the export had ended. The month of the first is only part of one, and used where there is
    no other; while it is not over, its days so far are.
    """
    newest = previous_month(month_of(today))
    begun = month_of(first or today)
    newest = min(newest, month_of(last)) if last else newest
    each: list[date] = []
    while len(each) < MONTHS and newest > begun:
        each.insert(0, newest)
        newest = previous_month(newest)
    if each:
        return Months(tuple(each))
    if month_of(begun) < month_of(today):
        return Months((begun,))
    whole = (next_month(begun) - begun).days
    return Months((begun,), Fraction(max(1, (today - (first or today)).days), whole))


def cadence(found: Sequence[Tried]) -> tuple[Kept, ...]:
    """Find the most attempts that were made for ``KEPT`` of the leads by each day; only days that ask for more."""
    kept: list[Kept] = []
    for day in (step.day for step in CADENCE):
        rows = [row for row in found if row.day == day and row.past]
        best: Kept | None = None
        for attempts in range(1, max((row.made for row in rows), default=0) + 1):
            met = sum(row.leads for row in rows if row.made >= attempts)
            decided = met + sum(row.leads for row in rows if row.made < attempts and not row.stopped)
            if decided < ENOUGH or met < KEPT * decided:
                break
            best = Kept(Milestone(day=day, attempts=attempts), met, decided)
        if best and best.step.attempts > (kept[-1].step.attempts if kept else 0):
            kept.append(best)
    return tuple(kept)
