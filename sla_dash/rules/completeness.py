"""Whether records hold what the board asks of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

ENOUGH = Fraction(9, 10)
"""Of the rows that could carry something, the part from which on it counts as there, inclusive."""


class Held(StrEnum):
    """How much of a kind of data is there."""

    MISSING = "missing"
    PARTLY = "partly"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Filled:
    """A kind of data that records may hold."""

    part: str
    """Its name, as ``filled.sql`` has it."""
    rows: int
    """Rows that carry it."""
    rows_in_all: int | None
    """Rows that should; None where not every row has a reason to."""

    @property
    def share(self) -> Fraction | None:
        """The part of the rows that carry it; None where that says nothing."""
        return Fraction(self.rows, self.rows_in_all) if self.rows_in_all else None

    @property
    def held(self) -> Held:
        """How much of it is there."""
        if not self.rows:
            return Held.MISSING
        return Held.PARTLY if self.share is not None and self.share < ENOUGH else Held.THERE


def judged(found: Iterable[Filled]) -> list[Filled]:
    """Return what could be there, what is missing first; of an empty table no more than that it is empty."""
    order = list(Held)
    asked = [one for one in found if one.rows_in_all != 0]
    return sorted(asked, key=lambda one: (order.index(one.held), one.share if one.share is not None else 1))
