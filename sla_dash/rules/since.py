"""What changed since the last stand-up: standings that moved and why, and who kept off the list of late leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sla_dash.rules import contact, delivery


class Why(StrEnum):
    """Why a standing moved."""

    VERSION = "another version"
    """Leads are judged by another version of the agreement, which promises something else."""
    TARGET = "another target"
    """The same version asks for another number."""
    LEADS = "leads"
    """New leads, touches, or time that passed."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a promise stood at one instant."""

    standing: delivery.Standing | contact.Standing
    could_be_chance: bool = False
    """Only of one that is not kept."""

    @property
    def trouble(self) -> int:
        """How wrong it is: 0 where nothing is, 1 where it could be chance, 2 where it is more."""
        if not is_wrong(self.standing):
            return 0
        return 1 if self.could_be_chance else 2


@dataclass(frozen=True, slots=True)
class Turned:
    """What became of one rep's leads on the list since the last stand-up; ``rep`` None for those nobody owned."""

    rep: str | None
    joined: int
    """Late now and not then."""
    left: int
    """Late then and not now: contacted or closed."""
    asked: int
    """Due before the next stand-up, then: the rep was asked to contact them."""
    in_time: int
    """Of those, contacted within their promise."""
    late: int
    """Of those, late and waiting now."""
    waiting: int
    """Of those, not contacted with time left."""
    total: bool = False

    @property
    def kept(self) -> bool:
        """Whether the rep was asked, and contacted all in time."""
        return self.asked > 0 and self.in_time == self.asked

    @property
    def missed(self) -> int:
        """Of those asked for, contacted late, closed untouched, or late now."""
        return self.asked - self.in_time - self.waiting


def is_wrong(standing: delivery.Standing | contact.Standing) -> bool:
    """Tell whether a promise is not being kept."""
    if isinstance(standing, delivery.Standing):
        return standing.out_of_band
    return standing is contact.Standing.NOT_KEPT


def stood(standing: delivery.Standing | contact.Standing, *, could_be_chance: bool) -> Stood:
    """Return where a promise stood; whether it could be chance is only asked of one that is not kept."""
    return Stood(standing, could_be_chance and is_wrong(standing))


def worse(was: Stood, now: Stood) -> bool:
    """Tell whether a move is for the worse: into trouble, deeper into it, or from one side of the band to the other."""
    if was.trouble != now.trouble:
        return now.trouble > was.trouble
    return now.trouble > 0 and was.standing is not now.standing


def why(*, another_version: bool, another_target: bool) -> Why:
    """Say why a standing moved: what it is judged by goes before what happened."""
    if another_version:
        return Why.VERSION
    return Why.TARGET if another_target else Why.LEADS


def total(rows: Iterable[Turned]) -> Turned:
    """Sum the reps into one line."""
    every = list(rows)
    return Turned(
        None,
        sum(row.joined for row in every),
        sum(row.left for row in every),
        sum(row.asked for row in every),
        sum(row.in_time for row in every),
        sum(row.late for row in every),
        sum(row.waiting for row in every),
        total=True,
    )
