"""Whoever looks at the board: what they see by name, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Role = Literal["viewer", "rep", "manager", "admin"]
"""What somebody may do: see numbers, see their own leads, see everybody and take rows away, load records."""


class OfRep(Protocol):
    """A row that speaks of one rep, or of nobody."""

    @property
    def rep(self) -> str | None:
        """The rep as the records call them; None for nobody, or for all together."""


R = TypeVar("R", bound=OfRep)


@dataclass(frozen=True, slots=True)
class Sight:
    """Who is shown by name; all others are counted."""

    reps: frozenset[str] | None = None
    """The reps that are named, as the records call them; None for everybody."""
    leads: bool = True
    """Whether the leads of these reps are listed, each by its id, name and company."""
    rows: bool = True
    """Whether the rows behind a number may be taken away as a file."""

    @property
    def everybody(self) -> bool:
        """Whether all reps are shown by name."""
        return self.reps is None

    def names(self, rep: str | None) -> bool:
        """Tell whether a rep may be named; nobody has no name to be kept."""
        return rep is None or self.reps is None or rep in self.reps

    def of(self, rows: Iterable[R]) -> list[R]:
        """Return the rows of reps who may be named, of nobody and of all together."""
        return [row for row in rows if self.names(row.rep)]


WHOLE = Sight()
"""Everything is shown."""
COUNTS = Sight(frozenset(), leads=False, rows=False)
"""Nobody is shown by name."""
ON_A_WALL = Sight(None, leads=True, rows=False)
"""Reps are shown by name, as a stand-up needs them; a lead is where the agreement says so."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at the board."""

    who: str
    """As the journal writes it down; "" where nobody has logged in, so that a name is typed."""
    roles: frozenset[Role]
    reps: frozenset[str] = frozenset()
    """Whose leads are theirs, as the records call them."""
    signs: frozenset[str] | None = frozenset()
    """Roles of the agreement for which they sign; None for every role."""
    on_wall: bool = False
    """Whether it is a screen on a wall, on which nobody writes."""

    @property
    def verified(self) -> bool:
        """Whether a login says who it is."""
        return bool(self.who)

    @property
    def sight(self) -> Sight:
        """Whom they see by name."""
        if self.on_wall:
            return ON_A_WALL
        if "manager" in self.roles:
            return WHOLE
        return Sight(self.reps, leads=True, rows=False) if "rep" in self.roles and self.reps else COUNTS

    @property
    def writes(self) -> bool:
        """Whether they decide, note and acknowledge."""
        return not self.on_wall and (bool(self.roles - {"viewer"}) or self.signs != frozenset())

    @property
    def drafts(self) -> bool:
        """Whether they write and propose the next version of the agreement."""
        return not self.on_wall and (bool(self.roles & {"manager", "admin"}) or self.signs != frozenset())

    @property
    def loads(self) -> bool:
        """Whether they load records, and see the rows that were refused."""
        return "admin" in self.roles

    def signs_for(self, role: str) -> bool:
        """Tell whether they sign for a role of the agreement."""
        return self.signs is None or role in self.signs


ANYBODY = Viewer("", frozenset({"viewer", "rep", "manager", "admin"}), signs=None)
"""Whoever reaches a board without login: everything is theirs, and a typed name is not verified."""
WALL = Viewer("", frozenset(), on_wall=True)
"""A screen on a wall."""
