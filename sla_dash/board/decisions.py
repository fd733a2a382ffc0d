"""What was decided, and what the numbers did since."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sla_dash.access import Sight
from sla_dash.agreement import Act
from sla_dash.board import Board, numbers
from sla_dash.board.frame import Frame
from sla_dash.board.numbers import Number
from sla_dash.calendar import local_day
from sla_dash.journal import Decided
from sla_dash.journal.decisions import About, Decision, State
from sla_dash.rules import measures
from sla_dash.rules.measures import Moved, Since

SOMEBODY = "somebody"
"""Stands for the name of whoever may not be named."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A decision, and what the number that it is about did since."""

    decision: Decision
    days_left: int
    """Until the day by which it is to be done; under 0 once that is over."""
    number: Number | None
    """What it is about; None where it is about none, or about one that this board does not know."""
    since: Since | None
    """None without a number."""

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.decision.state is State.OPEN

    @property
    def overdue(self) -> bool:
        """Whether it should have been done by yesterday."""
        return self.open and self.days_left < 0

    @property
    def worked(self) -> bool:
        """Whether it was done, and its number became better by more than chance explains."""
        return self.decision.state is State.DONE and self.since is not None and self.since.moved is Moved.BETTER


def named(name: str, sight: Sight, who: str) -> str:
    """Call somebody who wrote as somebody else reads it: by name, or as somebody to whom people are counted."""
    return name if sight.everybody or name == who or name in (sight.reps or ()) else SOMEBODY


@lru_cache(maxsize=16)
def shown(decided: Decided, sight: Sight, who: str) -> Decided:
    """Return what was decided as somebody reads it to whom people are counted.

    Others are somebody, and of the notes only their own are there: a note speaks of a lead.
    """
    if sight.everybody:
        return decided

    def called(name: str) -> str:
        return named(name, sight, who)

    def by(act: Act) -> Act:
        return replace(act, who=called(act.who))

    return replace(
        decided,
        decisions=tuple(
            replace(
                one,
                owner=called(one.owner),
                raised=by(one.raised),
                progress=tuple(replace(step, by=by(step.by)) for step in one.progress),
            )
            for one in decided.decisions
        ),
        notes=tuple(one for one in decided.notes if one.by.verified and one.by.who == who),
        acknowledged=tuple(replace(one, by=by(one.by)) for one in decided.acknowledged),
    )


def followed(board: Board, decided: Decided) -> tuple[Followed, ...]:
    """Follow every decision: open ones first, by the day that they are due; then the others, the latest ended first."""
    found = [_followed(board, one) for one in decided.decisions]
    still = sorted((one for one in found if one.open), key=lambda one: (one.decision.due, one.decision.id))
    ended = ((one.decision.closed, one) for one in found)
    told = sorted(((act.at, one.decision.id, one) for act, one in ended if act), key=lambda one: one[:2], reverse=True)
    return (*still, *(one for _, _, one in told))


def open_about(frame: Frame, decided: Decided, keys: Collection[str]) -> list[Decision]:
    """Return the open decisions about some numbers, of the leads on screen, the first due first."""
    found = [
        one
        for one in decided.decisions
        if one.state is State.OPEN and one.about and one.about.key in keys and _on_screen(frame, one.about)
    ]
    return sorted(found, key=lambda one: (one.due, one.id))


def _followed(board: Board, one: Decision) -> Followed:
    left = (one.due - board.today).days
    number = numbers.NUMBERS.get(one.about.key) if one.about else None
    if one.about is None or number is None:
        return Followed(one, left, None, None)
    now = numbers.now(board, one.about.key, one.about.stream, one.about.lead_type)
    later = _day(board, one) < board.today
    return Followed(one, left, number, measures.since(one.about.then, now, number.good, later=later))


def _day(board: Board, one: Decision) -> date:
    return local_day(one.raised.at, board.now_terms.zone)


def _on_screen(frame: Frame, about: About) -> bool:
    """Tell whether a number is of the leads on screen, or of some of them."""
    own = (about.stream, about.lead_type)
    return all(want is None or want == name for want, name in zip(frame.only, own, strict=True))
