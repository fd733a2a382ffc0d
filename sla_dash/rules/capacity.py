"""Capacity: the leads of a month against the reps who work them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Capacity:
    """Leads of one month, of all streams and types, against what sales agreed to work."""

    leads: int
    reps: int | None
    """At work on at least a day of the month that is not over; None where no reps are on record."""
    ceiling: int | None
    """Leads per rep and month that the agreement allows; None where it says nothing."""
    lands_at: float | None = None
    """Where the month will land; None where that is not forecast."""

    @property
    def per_rep(self) -> Fraction | None:
        """Leads per active rep; None without reps."""
        return Fraction(self.leads, self.reps) if self.reps else None

    @property
    def exceeded(self) -> bool:
        """Whether sales has more leads than it agreed to work."""
        return self._above(self.leads)

    @property
    def will_be_exceeded(self) -> bool:
        """Whether the month will land above what sales agreed to work."""
        return self._above(self.lands_at or 0)

    def _above(self, leads: float) -> bool:
        return self.ceiling is not None and self.reps is not None and leads > self.ceiling * self.reps


def active(reps: Sequence[tuple[date | None, date | None]], first: date, end: date) -> int:
    """Count the reps who work on some day from ``first`` up to ``end``, which is excluded.

    Each by the first and last day at work, both inclusive; None is without limit.
    """
    return sum((start is None or start < end) and (stop is None or stop >= first) for start, stop in reps)
