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
    """A rate that stands, or counts."""
    after: Counted
    interval: proportion.Interval | None
    """95 % interval of the difference; None where one of them is of none."""
    p_value: float | None
    """How often chance alone makes a difference as large."""

    @property
    def found(self) -> Fraction | None:
        """The rate after; None of none."""
        return _share(self.after)

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
