"""Delivery, marketing's promise: what was handed over against what was due by now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, pairwise
from math import sqrt

from sla_dash.calendar import days, next_month

GUARD = 2.25
"""Standard deviations of the noise guard at the end of a month; earlier they are more."""
FULL_HISTORY = 30
ASSUMED_OVERDISPERSION = 1.5
Exact = int | Fraction


class Standing(StrEnum):
    """Where a delivery stands against its band; being above is not good news."""

    ABOVE = "above band"
    IN = "in band"
    BELOW = "below band"
    NOTHING_DUE = "nothing due yet"
    NO_TARGET = "no target"

    @property
    def out_of_band(self) -> bool:
        """Whether the promise is not being kept."""
        return self in (Standing.ABOVE, Standing.BELOW)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much of a month is done, in complete days."""

    share: Fraction
    """Weight of the days done over the weight of the month."""
    done: int
    total: int
    """Working days, done and in all."""

    @property
    def left(self) -> int:
        """Working days that are not complete: today may be among them."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Counts:
    """Leads of one kind handed over this month, counted once each, tests left out."""

    gross: int = 0
    """Handed over on complete days."""
    rejected: int = 0
    """Of those, rejected by sales."""
    today: int = 0
    """Handed over since the last midnight and not rejected."""

    @property
    def net(self) -> int:
        """What counts against the target."""
        return self.gross - self.rejected


@dataclass(frozen=True, slots=True)
class Judged:
    """Leads, or their value, of some time against what was promised for it."""

    delivered: Exact
    expected: Fraction | None
    """By now; the target itself where the time is over."""
    target: Exact | None
    standing: Standing
    could_be_chance: bool


@dataclass(frozen=True, slots=True)
class MonthToDate:
    """One line of the delivery table: a type of lead, or the total."""

    stream: str | None
    lead_type: str | None
    counts: Counts
    target: int | None
    expected: Fraction | None
    standing: Standing
    could_be_chance: bool
    """Out of band, but within the noise of daily counts."""
    value_target: Fraction | None
    value_expected: Fraction | None
    value_delivered: Fraction | None
    """None where no lead has a value."""
    value_standing: Standing
    value_could_be_chance: bool
    overdispersion: float
    total: bool = False


def shares(month: date, weight: Callable[[date], Exact]) -> list[Fraction]:
    """Return how much of the month is done at the end of each of its days, from just above 0 to 1.

    A month in which no day weighs anything is done only once it is over.
    """
    weights = [Fraction(weight(day)) for day in days(month, next_month(month))]
    whole, done = sum(weights, Fraction(0)), list(accumulate(weights))
    return [one / whole for one in done] if whole else [Fraction(0)] * (len(done) - 1) + [Fraction(1)]


def parts(weights: Sequence[Exact], share: Fraction) -> list[Exact]:
    """Return how much of each day of a month lies before a share of it is done: within a day, in proportion."""
    reached = share * sum(weights)
    return [
        1 if after <= reached else (reached - before) / (after - before) if before < reached else 0
        for before, after in pairwise([0, *accumulate(weights)])
    ]


def pace(month: date, end: date, weight: Callable[[date], Exact], works: Callable[[date], bool]) -> Pace:
    """Measure the month by the days from its first up to ``end``, which is excluded."""
    every = days(month, next_month(month))
    past = sum(day < end for day in every)
    working = [day for day in every if works(day)]
    share = shares(month, weight)[past - 1] if past else Fraction(0)
    return Pace(share, sum(day < end for day in working), len(working))


def standing(n: Exact, expected: Exact | None, tolerance: Fraction) -> Standing:
    """Place a count or a value in the band around what was expected, both edges inside; exact arithmetic.

    ``expected`` None means there is no target; 0 means nothing is due yet.
    """
    if expected is None:
        return Standing.NO_TARGET
    if expected == 0:
        return Standing.NOTHING_DUE
    if n > expected * (1 + tolerance):
        return Standing.ABOVE
    return Standing.BELOW if n < expected * (1 - tolerance) else Standing.IN


def noise(variance: float, share: Fraction) -> float:
    """Return how far from what is expected chance alone may lead by ``share`` of a month, above 0; inclusive.

    ``variance`` is overdispersion times expected for a count. Somebody looks every morning: so wide, a month on pace is
    outside on any morning in one of twenty. Wang and Tsiatis (1987), Biometrics 43, with Δ = 0.25.
    """
    return GUARD * sqrt(variance) / sqrt(sqrt(share))


def within_noise(n: Exact, expected: Exact, variance: float, share: Fraction) -> bool:
    """Tell whether a deviation this large could be chance, by a share of the month above 0."""
    return abs(float(n - expected)) <= noise(variance, share)


def closed(n: Exact, target: Exact | None, tolerance: Fraction) -> Judged:
    """Judge a time that is over: the bare band around its target, whatever the noise; a target of 0 is none."""
    due = Fraction(target) if target else None
    return Judged(n, due, target or None, standing(n, due, tolerance), could_be_chance=False)


def overdispersion(counts: Sequence[int], weights: Sequence[Exact]) -> float:
    """Return the variance of daily counts in units of a Poisson's: Pearson's chi-squared over its degrees of freedom.

    One entry a day of history, oldest first; days of weight 0 are not compared. At least 1; 1.5 under 30 days.
    """
    if len(counts) < FULL_HISTORY:
        return ASSUMED_OVERDISPERSION
    kept = [(n, float(w)) for n, w in zip(counts, weights, strict=True) if w > 0]
    whole, leads = sum(w for _, w in kept), sum(n for n, _ in kept)
    if len(kept) < 2 or not leads:
        return ASSUMED_OVERDISPERSION
    squares = sum((n - leads * w / whole) ** 2 / (leads * w / whole) for n, w in kept)
    return max(1.0, squares / (len(kept) - 1))


def month_to_date(
    stream: str | None,
    lead_type: str | None,
    counts: Counts,
    target: int | None,
    lead_value: Fraction | None,
    month_pace: Pace,
    phi: float,
    tolerance: Fraction,
) -> MonthToDate:
    """Judge one type of lead against its target as of the end of the last complete day."""
    expected = target * month_pace.share if target else None
    has_value = lead_value is not None
    where = standing(counts.net, expected, tolerance)
    due = expected or Fraction(0)
    chance = where.out_of_band and within_noise(counts.net, due, phi * float(due), month_pace.share)
    return MonthToDate(
        stream=stream,
        lead_type=lead_type,
        counts=counts,
        target=target or None,
        expected=expected,
        standing=where,
        could_be_chance=chance,
        value_target=target * lead_value if target and lead_value is not None else None,
        value_expected=expected * lead_value if expected is not None and lead_value is not None else None,
        value_delivered=counts.net * lead_value if lead_value is not None else None,
        value_standing=where if has_value else Standing.NO_TARGET,
        value_could_be_chance=chance and has_value,
        overdispersion=phi,
    )


def total(rows: Sequence[MonthToDate], month_pace: Pace, phi: float, tolerance: Fraction) -> MonthToDate:
    """Sum the lines into one and judge the sum; leads of a type without a target count too.

    ``phi`` is the overdispersion of all leads together; the noise of the value weighs each type's leads by their value.
    """
    counts = Counts(
        sum(row.counts.gross for row in rows),
        sum(row.counts.rejected for row in rows),
        sum(row.counts.today for row in rows),
    )
    targets = [row.target for row in rows if row.target]
    target = sum(targets) if targets else None
    expected = target * month_pace.share if target else None
    due = expected or Fraction(0)
    where = standing(counts.net, expected, tolerance)
    values = [row.value_expected for row in rows if row.value_expected is not None]
    value_expected = sum(values, Fraction(0)) if values else None
    delivered = [row.value_delivered for row in rows if row.value_delivered is not None]
    value_delivered = sum(delivered, Fraction(0)) if delivered else None
    value_targets = [row.value_target for row in rows if row.value_target is not None]
    value_where = standing(value_delivered or 0, value_expected, tolerance)
    return MonthToDate(
        stream=None,
        lead_type=None,
        counts=counts,
        target=target,
        expected=expected,
        standing=where,
        could_be_chance=where.out_of_band and within_noise(counts.net, due, phi * float(due), month_pace.share),
        value_target=sum(value_targets, Fraction(0)) if value_targets else None,
        value_expected=value_expected,
        value_delivered=value_delivered,
        value_standing=value_where,
        value_could_be_chance=value_where.out_of_band
        and within_noise(value_delivered or 0, value_expected or 0, value_variance(rows), month_pace.share),
        overdispersion=phi,
        total=True,
    )


def value_variance(rows: Sequence[MonthToDate]) -> float:
    """Return the variance of the value expected by now: each type's count varies, at the value of its leads."""
    return sum(
        row.overdispersion * float(row.value_expected) ** 2 / float(row.expected)
        for row in rows
        if row.expected and row.value_expected is not None
    )
