"""Who keeps the promise more or less often than chance explains; nobody else is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_dash.statistics import limits


@dataclass(frozen=True, slots=True)
class Decided:
    """Leads of one type whose promised time is up, and that one person is credited with."""

    rep: str | None
    """None where nobody is assigned."""
    stream: str | None
    lead_type: str | None
    broken_before: bool
    """The promise was broken before the lead was assigned: nobody's fault who got it."""
    in_time: int
    late: int
    late_and_waiting: int

    @property
    def n(self) -> int:
        """All of them."""
        return self.in_time + self.late + self.late_and_waiting


class Place(StrEnum):
    """Where somebody's share lies among what chance explains."""

    ABOVE = "above"
    """Above the upper 99.8 % limit."""
    HIGH = "high"
    """Above the upper 95 % limit."""
    INSIDE = "inside"
    LOW = "low"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Person:
    """The decided leads of one person, of nobody, or of everybody."""

    rep: str | None
    in_time: int
    late: int
    late_and_waiting: int
    expected: Fraction | None
    """Share that everybody together had in time on the same types of lead; None without leads."""
    place: Place
    """Among the limits around the share of everybody."""
    by_mix: Place
    """Among the limits around ``expected``."""

    @property
    def n(self) -> int:
        """Decided leads."""
        return self.in_time + self.late + self.late_and_waiting

    @property
    def share(self) -> Fraction | None:
        """Share in time; None without leads."""
        return Fraction(self.in_time, self.n) if self.n else None

    @property
    def named(self) -> bool:
        """Whether chance explains neither the plain share nor the share on these types of lead, on the same side."""
        return self.place is self.by_mix and self.place in (Place.ABOVE, Place.BELOW)

    @property
    def by_types(self) -> bool:
        """Whether the types of lead explain what chance does not."""
        return self.place in (Place.ABOVE, Place.BELOW) and not self.named


@dataclass(frozen=True, slots=True)
class People:
    """Everybody's decided leads."""

    persons: tuple[Person, ...]
    """By name."""
    unassigned: Person
    broken_before: Person
    """Leads whose promise was broken before anybody was assigned to them."""
    share: Fraction | None
    """In time among the leads of persons: the middle of the funnel; None without any."""

    @property
    def n(self) -> int:
        """Decided leads of persons."""
        return sum(person.n for person in self.persons)

    @property
    def most(self) -> int:
        """The most decided leads of one person."""
        return max((person.n for person in self.persons), default=0)


def judged(rows: Sequence[Decided]) -> People:
    """Judge everybody against everybody together."""
    theirs = [row for row in rows if row.rep is not None and not row.broken_before]
    rates = {
        kind: _share([row for row in theirs if (row.stream, row.lead_type) == kind])
        for kind in {(row.stream, row.lead_type) for row in theirs}
    }
    share = _share(theirs)

    def person(rep: str | None, found: Sequence[Decided]) -> Person:
        in_time, n = sum(row.in_time for row in found), sum(row.n for row in found)
        asked = sum(((rates.get((row.stream, row.lead_type)) or Fraction(0)) * row.n for row in found), Fraction(0))
        expected = asked / n if n and theirs else None
        return Person(
            rep,
            in_time,
            sum(row.late for row in found),
            sum(row.late_and_waiting for row in found),
            expected,
            place(in_time, n, share),
            place(in_time, n, expected),
        )

    return People(
        tuple(
            person(rep, [row for row in theirs if row.rep == rep]) for rep in sorted({row.rep or "" for row in theirs})
        ),
        person(None, [row for row in rows if row.rep is None and not row.broken_before]),
        person(None, [row for row in rows if row.broken_before]),
        share,
    )


def place(in_time: int, n: int, share: Fraction | None) -> Place:
    """Say where a count lies among the exact binomial limits around a share; inside without one."""
    if share is None or not n:
        return Place.INSIDE
    middle = float(share)

    def outside(tail: float) -> tuple[bool, bool]:
        return in_time / n < limits.low(n, middle, tail), (n - in_time) / n < limits.low(n, 1 - middle, tail)

    below, above = outside(limits.TAIL998)
    if below or above:
        return Place.BELOW if below else Place.ABOVE
    low, high = outside(limits.TAIL95)
    if low or high:
        return Place.LOW if low else Place.HIGH
    return Place.INSIDE


def _share(rows: Sequence[Decided]) -> Fraction | None:
    n = sum(row.n for row in rows)
    return Fraction(sum(row.in_time for row in rows), n) if n else None
