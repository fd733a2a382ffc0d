"""The funnel and the closed loop: what became of the leads, and how sure that is yet."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from fractions import Fraction
from math import sqrt

from sla_dash.agreement import Terms
from sla_dash.calendar import local_day, month_of
from sla_dash.statistics import proportion

MATURE = 0.95
"""From this maturity on a cohort speaks for itself."""
TOO_EARLY = 0.3
"""Under this maturity nothing is said about a cohort."""
LEARNT_FROM, DECAY, AGREED_WORTH = 12, 0.6, 100
"""The last cohorts that the rate of what is still to come is learnt from, what each counts for beside its neighbour,
and how many leads the agreed rate counts for."""
EVIDENCE_YEARS = 2
"""How far back leads are counted to learn how long they take."""


class Stage(IntEnum):
    """Where a lead can be, in order; the value is its rank in SQL."""

    LEAD = 0
    MQL = 1
    SQL = 2
    OPPORTUNITY = 3
    WON = 4

    @property
    def next(self) -> "Stage":
        """The stage that it leads to; a lead that is won stays so."""
        return Stage(min(self + 1, Stage.WON))


STEPS = tuple(Stage)[:-1]
"""Stages that lead to another."""
AGREED = (Stage.MQL, Stage.SQL, Stage.OPPORTUNITY)
"""Stages for which the agreement gives a rate of coming to the next."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Leads of one type that took so many whole days from a stage to a goal, or until they were lost before it."""

    stream: str | None
    lead_type: str | None
    stage: Stage
    goal: Stage
    days: int
    passed: int
    lost: int


@dataclass(frozen=True, slots=True)
class Entries:
    """Leads of one type that entered a stage on one local day, and what has become of them by now."""

    stream: str | None
    lead_type: str | None
    stage: Stage
    goal: Stage
    day: date
    entered: int
    passed: int
    """Came to the goal or a later stage; skipping a stage counts as passing it."""
    lost: int
    """Lost before the goal."""

    def age(self, today: date) -> int:
        """Return the whole days since all of them had entered: a day less than the calendar's, but never under 0."""
        return max(0, (today - self.day).days - 1)


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share that has come to a goal by each time, being lost competing with it."""

    times: tuple[float, ...]
    shares: tuple[float, ...]
    events: int
    """How many came."""

    def by(self, time: float) -> float:
        """Return the share by ``time``, inclusive."""
        found = bisect_right(self.times, time)
        return self.shares[found - 1] if found else 0.0

    def maturity(self, ages: Mapping[int, int]) -> float | None:
        """Return the mean, over leads counted by age, of the part of all that ever come to be expected by then.

        0 while all is still to come, 1 once nothing more is; None without leads, or where nobody has ever come.
        """
        leads = sum(ages.values())
        if not leads or not self.events:
            return None
        return sum(n * self.by(age) for age, n in ages.items()) / self.shares[-1] / leads


class Ripeness(StrEnum):
    """How much a cohort can say."""

    MATURE = "mature"
    GROWING = "still growing"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of the leads of one cohort."""

    entered: int
    passed: int
    """Ever came to the goal or a later stage by now."""
    lost: int
    """Lost before it."""
    maturity: float | None
    """None where no lead has ever come that far."""
    to_come: float | None
    """Leads still to be expected if those too young to tell come at the rate learnt; None where none is agreed."""

    @property
    def interval(self) -> proportion.Interval | None:
        """The 95 % interval of what has passed by now."""
        return proportion.wilson(self.passed, self.entered)

    @property
    def ripeness(self) -> Ripeness:
        """Whether the cohort speaks for itself, must be completed, or says nothing yet."""
        if self.maturity is None or self.maturity < TOO_EARLY:
            return Ripeness.TOO_EARLY
        return Ripeness.MATURE if self.maturity >= MATURE else Ripeness.GROWING

    @property
    def share(self) -> Fraction | None:
        """What has passed by now; None of none."""
        return Fraction(self.passed, self.entered) if self.entered else None

    @property
    def developed(self) -> float | None:
        """Where the rate ends if the cohort goes on as it began; None before anything could come."""
        return self.passed / (self.entered * self.maturity) if self.entered and self.maturity else None

    @property
    def estimate(self) -> float | None:
        """Where the rate ends, the part still to come filled with the rate learnt: Bornhuetter and Ferguson's."""
        return (self.passed + self.to_come) / self.entered if self.entered and self.to_come is not None else None


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the value promised, by age, to the value won; the pieces sum exactly."""

    promised: Fraction
    """What the leads promised should have brought by now, given the age of those delivered."""
    volume: Fraction
    """More or fewer leads than promised."""
    rate: Fraction
    """More or fewer of them won than expected by their age."""
    price: Fraction
    """Won for more or less than agreed."""
    unpriced: Fraction
    """Won without an amount on record, at the agreed value: taken off again."""
    won: Fraction

    def __add__(self, other: "Bridge") -> "Bridge":
        return Bridge(
            self.promised + other.promised,
            self.volume + other.volume,
            self.rate + other.rate,
            self.price + other.price,
            self.unpriced + other.unpriced,
            self.won + other.won,
        )


def evidence_from(at: datetime, terms: Terms) -> date:
    """Return the local day from which on leads are counted: the first of the month two years before."""
    month = month_of(local_day(at, terms.zone))
    return month.replace(year=month.year - EVIDENCE_YEARS)


def conversion(passed: int, entered: int, lost: int, maturity: float | None, prior: float | None) -> Conversion:
    """Describe one cohort; ``prior`` is the rate by which what is still to come is filled."""
    to_come = None if maturity is None or prior is None else entered * prior * (1 - min(1.0, maturity))
    return Conversion(entered, passed, lost, maturity, to_come)


def so_far(days: Sequence[Entries], maturity: float | None) -> Conversion:
    """Describe the leads of some days as one cohort, by what has become of them."""
    passed, entered = sum(day.passed for day in days), sum(day.entered for day in days)
    return conversion(passed, entered, sum(day.lost for day in days), maturity, None)


def prior(cohorts: Sequence[Conversion], of: int, agreed: Fraction) -> float:
    """Return the rate by which a cohort is completed: the agreed one, and what the last cohorts have shown by now.

    ``cohorts`` are those of successive months, oldest first, and ``of`` is the place of the one that is completed; it
    may lie before the first. The generalised Cape Cod method (Gluck 1997), with the agreed rate as so many more leads.
    """
    passed, grown = float(AGREED_WORTH * agreed), float(AGREED_WORTH)
    for place, one in list(enumerate(cohorts))[-LEARNT_FROM:]:
        weight = DECAY ** abs(place - of)
        passed += weight * one.passed
        grown += weight * one.entered * (one.maturity or 0.0)
    return passed / grown


def together(cohorts: Sequence[Conversion]) -> Conversion:
    """Add cohorts up; their maturity is the mean over their leads.

    Leads that nothing is agreed for are taken to come as the others do.
    """
    entered = sum(one.entered for one in cohorts)
    told = [(one.maturity, one.entered) for one in cohorts if one.maturity is not None]
    filled = [(one.to_come, one.entered) for one in cohorts if one.to_come is not None and one.entered]
    return Conversion(
        entered,
        sum(one.passed for one in cohorts),
        sum(one.lost for one in cohorts),
        sum(maturity * n for maturity, n in told) / entered if told and entered else None,
        sum(more for more, _ in filled) * entered / sum(n for _, n in filled) if filled else None,
    )


def incidence(counts: Mapping[float, tuple[int, int, int]]) -> Incidence:
    """Estimate the share that has come by each time from (come, lost, still waiting) at each; at a tie the last wait.

    Aalen and Johansen (1978). Unlike one less Kaplan–Meier, it does not pretend that the lost could still come.
    """
    at_risk = sum(map(sum, counts.values()))
    left, share = 1.0, 0.0
    times, shares, events = [], [], 0
    for time in sorted(counts):
        come, lost, waiting = counts[time]
        if at_risk:
            share += left * come / at_risk
            left *= 1 - (come + lost) / at_risk
        times.append(time)
        shares.append(share)
        at_risk -= come + lost + waiting
        events += come
    return Incidence(tuple(times), tuple(shares), events)


def passing(passages: Iterable[Passages], entries: Iterable[Entries], today: date) -> Incidence:
    """Estimate the share that comes to a goal by days since the stage; who waits does so by whole days of age."""
    counts: dict[float, tuple[int, int, int]] = {}
    for row in passages:
        come, lost, waiting = counts.get(row.days, (0, 0, 0))
        counts[row.days] = (come + row.passed, lost + row.lost, waiting)
    for day in entries:
        come, lost, waiting = counts.get(day.age(today), (0, 0, 0))
        counts[day.age(today)] = (come, lost, waiting + day.entered - day.passed - day.lost)
    return incidence(counts)


def bridge(
    promised: int,
    lead_value: Fraction,
    order_value: Fraction,
    delivered: int,
    maturity: Fraction,
    won: int,
    priced: int,
    amount: Fraction,
) -> Bridge:
    """Split the difference between value promised and value won into volume, rate and price.

    ``maturity`` is the part of all wins to be expected by the age of the leads delivered. Of ``won`` leads, ``priced``
    have amounts on record, which sum to ``amount``. ``lead_value`` over ``order_value`` is the agreed rate.
    """
    by_now = lead_value * maturity
    return Bridge(
        promised * by_now,
        (delivered - promised) * by_now,
        won * order_value - delivered * by_now,
        amount - priced * order_value,
        (priced - won) * order_value,
        amount,
    )


def actual_over_expected(actual: int, expected: float) -> tuple[float, float, float] | None:
    """Return actual over expected with Byar's 95 % interval; None where nothing was expected.

    Byar's approximation of the exact Poisson limits (Breslow and Day 1987).
    """
    if not expected:
        return None
    z, more = proportion.Z95, actual + 1
    low = actual * (1 - 1 / (9 * actual) - z / (3 * sqrt(actual))) ** 3 if actual else 0.0
    high = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    return actual / expected, low / expected, high / expected
