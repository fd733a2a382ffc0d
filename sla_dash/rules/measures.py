"""What a number did since something was decided about it, and whether that could be chance."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_dash.rules.delivery import Exact


class Good(StrEnum):
    """What a number should do."""

    RISE = "rise"
    FALL = "fall"
    NEAR = "near"
    """Come nearer to what was promised: being above it is not good news either."""


class Moved(StrEnum):
    """What a number did."""

    BETTER = "better"
    WORSE = "worse"
    MOVED = "moved"
    """More than chance explains; whether that is good nothing promised tells."""
    CHANCE = "could be chance"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Measured:
    """A number at one instant, so that it can be held against itself at another; a count of some time is per day."""

    value: Exact | float
    low: float
    high: float
    """Its own 95 % interval."""
    n: int | None = None
    """Leads that a share speaks of, or working days that a count is spread over; None for a count at one instant."""
    aim: Exact | float | None = None
    """What was promised of it; None where nothing was."""

    @property
    def off(self) -> Fraction | None:
        """How far it lies from what was promised, as a part of that; None where nothing was."""
        return abs(Fraction(self.value) / Fraction(self.aim) - 1) if self.aim else None


@dataclass(frozen=True, slots=True)
class Since:
    """What a number did from one instant to another."""

    moved: Moved
    difference: Exact | float | None
    """Now less then; None while it is too early."""


def since(then: Measured | None, now: Measured | None, good: Good, *, later: bool) -> Since:
    """Hold a number against what it was; None is a number that could not be told.

    It is too early until a day has passed (``later``) and anything new has come: a share of the same leads says nothing
    of a measure. While the two intervals overlap, edges included, it could be chance. Of a number that should come
    near to its promise, each value is held against the promise of its own time.
    """
    if then is None or now is None or not later or (now == then and now.n is not None):
        return Since(Moved.TOO_EARLY, None)
    difference = now.value - then.value
    if now.low <= then.high and then.low <= now.high:
        return Since(Moved.CHANCE, difference)
    return Since(_direction(then, now, good), difference)


def _direction(then: Measured, now: Measured, good: Good) -> Moved:
    if good is not Good.NEAR:
        return Moved.BETTER if (now.value > then.value) is (good is Good.RISE) else Moved.WORSE
    if then.off is None or now.off is None or then.off == now.off:
        return Moved.MOVED
    return Moved.BETTER if now.off < then.off else Moved.WORSE
