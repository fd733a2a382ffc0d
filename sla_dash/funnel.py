"""The funnel and the closed loop: what became of the leads, how sure that is yet, and what has really changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from math import sqrt

from sla_dash import proportion
from sla_dash.demand import Counted

MATURE = 0.9
"""From this maturity on a cohort speaks for itself."""
TOO_EARLY = 0.3
"""Under this maturity nothing is said about a cohort."""
MOVES = Fraction(5, 100)
"""A rate that changes lead demand by less than this is kept."""
QUARTER = 3
"""Months of evidence."""
ENOUGH = 10
"""Events under which evidence is only counted."""


class Stage(IntEnum):
    """Where a lead can be, in order; the value is its rank in SQL."""

    LEAD = 0
    MQL = 1
    SQL = 2
    OPPORTUNITY = 3
    WON = 4

    @property
    def before(self) -> "Stage":
        """The stage that leads to it."""
        return Stage(self - 1)


STEPS = tuple(Stage)[1:]
"""What a lead can come to."""


@dataclass(frozen=True, slots=True)
class Passage:
    """How many leads of one type took so many whole days from a stage to the next."""

    stream: str | None
    lead_type: str | None
    stage: Stage
    """The stage that is entered."""
    days: int
    passed: int
    lost: int
    """Lost before it, after so many days."""
    waiting: int
    """Neither by now, after so many days."""


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share that has come to a stage by each time, being lost competing with it."""

    times: tuple[float, ...]
    shares: tuple[float, ...]

    def by(self, time: float) -> float:
        """Return the share by ``time``, inclusive."""
        found = 0.0
        for at, share in zip(self.times, self.shares, strict=True):
            if at > time:
                break
            found = share
        return found

    def maturity(self, ages: Mapping[int, int]) -> float | None:
        """Return the mean, over leads counted by age, of the share to be expected by then of all that ever come.

        0 while all is still to come, 1 once nothing more is; None without leads, or where nobody has ever come.
        """
        leads = sum(ages.values())
        if not leads or not self.shares or not self.shares[-1]:
            return None
        return sum(n * self.by(age) for age, n in ages.items()) / self.shares[-1] / leads


class Ripeness(StrEnum):
    """How much a cohort can say."""

    MATURE = "mature"
    GROWING = "still growing"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Conversion:
    """Leads of one cohort that came from a stage to the next."""

    entered: int
    passed: int
    """Ever came to the next stage or a later one by now."""
    lost: int
    """Lost before it."""
    maturity: float | None
    """None where no lead has ever come that far."""
    prior: Fraction | None
    """What is taken for the part that is still to come: the agreed rate."""

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
    def estimate(self) -> float | None:
        """Where the rate will end; None without leads, a prior or a known maturity."""
        if self.maturity is None or self.prior is None:
            return None
        return mature_rate(self.passed, self.entered, self.maturity, float(self.prior))[1]


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


class Verdict(StrEnum):
    """What to do about an agreed rate."""

    KEEP = "keep"
    REVISE = "revise"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Change:
    """A rate before and after: agreed and found, or one quarter and the next."""

    before: Fraction | Counted
    """A rate that stands, or counts."""
    after: Counted
    interval: proportion.Interval | None
    """95 % interval of the difference; None where one of them is of none."""
    p_value: float | None
    """How often chance alone makes a difference as large."""

    @property
    def demand(self) -> Fraction | None:
        """Change of the leads needed, as a part of them: +1/9 when nine in ten convert of those who did."""
        old = self.before if isinstance(self.before, Fraction) else _share(self.before)
        new = _share(self.after)
        return old / new - 1 if old and new else None

    @property
    def seen(self) -> bool:
        """Whether the interval excludes no difference."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]

    @property
    def matters(self) -> bool:
        """Whether lead demand moves by 5 % or more; a rate that fell to nothing matters."""
        return abs(self.demand) >= MOVES if self.demand is not None else self.after[0] == 0

    @property
    def enough(self) -> bool:
        """Whether there are events enough to speak of a share."""
        return all(x >= ENOUGH for x, _ in _counts(self.before, self.after))


def mature_rate(x: int, n: int, maturity: float, prior: float) -> tuple[float | None, float | None]:
    """Return where the rate of a cohort will end: developed by its maturity alone, and completed by a prior.

    The first is x / (n · maturity), None before anything could come. The second is Bornhuetter and Ferguson's
    (x + n · prior · (1 − maturity)) / n. Both are None without leads.
    """
    if not n:
        return None, None
    return (x / (n * maturity) if maturity else None), (x + n * prior * (1 - maturity)) / n


def incidence(counts: Mapping[float, tuple[int, int, int]]) -> Incidence:
    """Estimate the share that has come by each time from (come, lost, still waiting) at each; at a tie the last wait.

    Aalen and Johansen (1978). Unlike one less Kaplan–Meier, it does not pretend that the lost could still come.
    """
    at_risk = sum(map(sum, counts.values()))
    left, share = 1.0, 0.0
    times, shares = [], []
    for time in sorted(counts):
        come, lost, waiting = counts[time]
        if at_risk:
            share += left * come / at_risk
            left *= 1 - (come + lost) / at_risk
        times.append(time)
        shares.append(share)
        at_risk -= come + lost + waiting
    return Incidence(tuple(times), tuple(shares))


def passing(rows: Sequence[Passage]) -> Incidence:
    """Estimate the share that comes to a stage by days since the one before, over all the rows."""
    counts: dict[float, tuple[int, int, int]] = {}
    for row in rows:
        come, lost, waiting = counts.get(row.days, (0, 0, 0))
        counts[row.days] = (come + row.passed, lost + row.lost, waiting + row.waiting)
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


def change(before: Fraction | Counted, after: Counted) -> Change:
    """Compare the counts of mature cohorts with those before them, or with a rate that stands.

    Newcombe's interval for two counts; for a rate that stands, which has no uncertainty of its own, it is Wilson's.
    """
    x, n = after
    if isinstance(before, Fraction):
        around, test = proportion.wilson(x, n), proportion.one_prop(x, n, float(before))
        interval = around and (around[0] - float(before), around[1] - float(before))
    else:
        interval, test = proportion.newcombe(*before, x, n), proportion.two_prop(*before, x, n)
    return Change(before, after, interval, test[1] if test else None)


def verdicts(changes: Sequence[Change | None]) -> tuple[Verdict, ...]:
    """Decide about every agreed rate at once: many looks find something by chance, so all of them are weighed together.

    A change is real where its interval excludes none, it holds beside all the others (Benjamini–Hochberg) and lead
    demand moves by 5 % or more. None stands for a rate without mature cohorts.
    """
    told = [one is not None and one.p_value is not None and one.enough for one in changes]
    p_values = [one.p_value for one, fit in zip(changes, told, strict=True) if one and fit and one.p_value is not None]
    findings = iter(proportion.benjamini_hochberg(p_values))
    found = []
    for one, fit in zip(changes, told, strict=True):
        if one is None or not fit:
            found.append(Verdict.TOO_EARLY)
        else:
            real = next(findings) and one.seen and one.matters
            found.append(Verdict.REVISE if real else Verdict.KEEP)
    return tuple(found)


def _share(counted: Counted) -> Fraction | None:
    return Fraction(*counted) if counted[1] else None


def _counts(*sides: Fraction | Counted) -> list[Counted]:
    return [side for side in sides if not isinstance(side, Fraction)]
