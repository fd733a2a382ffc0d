"""What to do about delivery: what each day must bring, what the mix of leads costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla_dash.rules.delivery import FULL_HISTORY, MonthToDate

LIKELY = Fraction(95, 100)
"""A day that brings more than this share of past days did is not to be counted on."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Leads per remaining day; None where no days remain."""

    target: Fraction | None
    lower: Fraction | None
    """To reach the lower edge of the band."""
    upper: Fraction | None
    """The ceiling: above it the month ends above its band."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Why the value differs from what was expected by now: how many leads came, and which."""

    volume: Fraction
    """Leads above expected, at the value that an expected lead has on average."""
    mix: Fraction
    """What is left: the leads delivered are worth that much more than as many expected ones."""
    most: MonthToDate
    """The type of lead that made most of that."""
    dear: bool
    """Whether its leads are worth more than an expected one is on average."""


def needed(n: int, target: int | None, days_left: int, tolerance: Fraction) -> Needed | None:
    """Return what each remaining day must bring, never below 0; None without a target."""
    if not target:
        return None
    if not days_left:
        return Needed(None, None, None)
    to_target, to_lower, to_upper = (
        max(Fraction(0), (target * edge - n) / days_left) for edge in (Fraction(1), 1 - tolerance, 1 + tolerance)
    )
    return Needed(to_target, to_lower, to_upper)


def usual_best(days: Sequence[int]) -> int | None:
    """Return the count that 95 % of past days did not exceed, the smallest such; None under 30 days."""
    if len(days) < FULL_HISTORY:
        return None
    ordered = sorted(days)
    return ordered[-(-len(ordered) * LIKELY.numerator // LIKELY.denominator) - 1]


def mix(lines: Sequence[MonthToDate]) -> Mix | None:
    """Split the value above or below what is expected by now into volume and mix, which add up exactly.

    ``lines`` are the types of lead, the total left out; those without a value or a target are left out on both sides.
    None while nothing is expected.
    """
    valued = [one for one in lines if one.value_expected is not None and one.expected]
    expected = sum((one.expected or Fraction(0) for one in valued), Fraction(0))
    if not expected:
        return None
    value_expected = sum((one.value_expected or Fraction(0) for one in valued), Fraction(0))
    delivered = sum(one.counts.net for one in valued)
    value = sum((one.value_delivered or Fraction(0) for one in valued), Fraction(0))
    average = value_expected / expected
    volume = (delivered - expected) * average
    left = value - value_expected - volume

    def above(one: MonthToDate) -> Fraction:
        """Return by how much a lead of a type is worth more than an expected one on average."""
        return (one.value_expected or Fraction(0)) / (one.expected or 1) - average

    def part(one: MonthToDate) -> Fraction:
        """Return what a type made of what is left, negative where that is on the other side."""
        made = (one.counts.net - (one.expected or 0) * delivered / expected) * above(one)
        return made if left > 0 else -made

    most = max(valued, key=part)
    return Mix(volume, left, most, above(most) > 0)
