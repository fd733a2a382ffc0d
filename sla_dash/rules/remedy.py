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
    volume = (delivered - expected) * value_expected / expected
    return Mix(volume, value - value_expected - volume)
