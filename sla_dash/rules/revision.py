"""Revision: whether an agreed rate has really changed, or only looks so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_dash.rules.demand import Counted
from sla_dash.statistics import proportion

QUARTER = 3
"""Months of evidence."""
MOVES = Fraction(5, 100)
"""A rate that changes lead demand by less than this is kept."""
ENOUGH = 10
"""Events under which evidence is only counted."""


class Verdict(StrEnum):
    """What to do about an agreed rate."""

    KEEP = "keep"
    REVISE = "revise"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Change:
    """A rate before and after: agreed and found, or one quarter and the next."""

    before: Fraction | Counted
    """A rate that stands, or what was counted of one."""
    after: Counted
    interval: proportion.Interval | None
    """95 % interval of the difference; None where one of them is of none."""
    p_value: float | None
    """How often chance alone makes a difference as large."""

    @property
    def found(self) -> Fraction | None:
        """The rate after, as far as it can be seen by now; None of none."""
        return self.after.rate

    @property
    def demand(self) -> Fraction | None:
        """Change of the leads needed, as a part of them: +1/9 when nine in ten convert of those who did."""
        old = self.before.rate if isinstance(self.before, Counted) else self.before
        new = self.after.rate
        return old / new - 1 if old and new else None

    @property
    def seen(self) -> bool:
        """Whether the interval excludes no difference."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]

    @property
    def matters(self) -> bool:
        """Whether lead demand moves by 5 % or more; a rate that fell to nothing matters."""
        return abs(self.demand) >= MOVES if self.demand is not None else self.after.passed == 0

    @property
    def enough(self) -> bool:
        """Whether there are events enough to speak of a share."""
        return all(one.passed >= ENOUGH for one in (self.before, self.after) if isinstance(one, Counted))


def change(before: Fraction | Counted, after: Counted) -> Change:
    """Compare the counts of mature cohorts with those before them, or with a rate that stands: like with like.

    A rate that stands has no uncertainty of its own: what has passed is tested against the part of it that can have
    been seen by now, and the interval is Wilson's over that part. Two counts are compared by Newcombe's interval, each
    over its own part.
    """
    if isinstance(before, Fraction):
        around = after.interval()
        interval = around and (around[0] - float(before), around[1] - float(before))
        test = proportion.one_prop(after.passed, after.of, float(before * after.maturity))
    else:
        both = before.passed, before.of, after.passed, after.of, float(before.maturity), float(after.maturity)
        interval, test = proportion.newcombe(*both), proportion.two_prop(*both)
    return Change(before, after, interval, test[1] if test else None)


def verdicts(changes: Sequence[Change | None]) -> tuple[Verdict, ...]:
    """Decide about every agreed rate at once: many looks find something by chance, so all of them are weighed together.

    A change is real where its interval excludes none, it holds beside all the others (Benjamini–Hochberg) and lead
    demand moves by 5 % or more. None stands for a rate without mature cohorts.
    """
    findings = iter(proportion.benjamini_hochberg(_told(changes)))
    found = []
    for one in changes:
        if one is None or one.p_value is None or not one.enough:
            found.append(Verdict.TOO_EARLY)
        else:
            real = next(findings) and one.seen and one.matters
            found.append(Verdict.REVISE if real else Verdict.KEEP)
    return tuple(found)


def intervals(changes: Sequence[Change | None]) -> tuple[proportion.Interval | None, ...]:
    """Return the interval of every rate found, as wide as the verdicts ask for: the more are looked at, the wider.

    It excludes the agreed rate of those that differ beside all the others, and of no other. None of none.
    """
    z = width(changes)
    return tuple(one.after.interval(z) if one else None for one in changes)


def width(changes: Sequence[Change | None]) -> float:
    """Return the ``z`` of these intervals, for what else is asked of the same counts."""
    return proportion.width(_told(changes))


def _told(changes: Sequence[Change | None]) -> list[float]:
    """Return the p-values that are weighed together: those with events enough."""
    return [one.p_value for one in changes if one and one.enough and one.p_value is not None]
