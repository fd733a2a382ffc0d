"""What was decided, noted and acknowledged, as the journal tells it: a fold over the entries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sla_dash.agreement import Act
from sla_dash.journal.entry import Body, Entry
from sla_dash.rules.delivery import Exact
from sla_dash.rules.measures import Measured

SHORT, LONG = 200, 500
"""Characters of a name or of what is to be done, and of a note, at most."""
NAME = 2_000
"""Characters of a stream's or a lead type's name, which nobody types here."""
LARGEST = 10**18
EXACT = re.compile(r"-?\d{1,99}(/[1-9]\d{0,98})?", re.ASCII)
"""How an exact number is written, so that it comes back as it was."""
Kind = tuple[str | None, str | None]
"""Revenue stream and lead type."""


class State(StrEnum):
    """What became of a decision."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Side(StrEnum):
    """Who says something to whom."""

    SALES = "sales on a lead"
    MARKETING = "marketing on follow-up"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class About:
    """The number that something is about, as it was then."""

    key: str
    """In the register of numbers."""
    stream: str | None
    lead_type: str | None
    """What it was narrowed to; None for all."""
    said: str
    """In words."""
    then: Measured | None
    """None where it could not be told."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was written about a decision after it was made."""

    by: Act
    text: str
    """Empty where it was only ticked."""
    state: State | None
    """What it became by this; None where it stayed what it was."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who does what by when, about which number."""

    id: int
    """That of the entry."""
    what: str
    owner: str
    """Who does it."""
    due: date
    """The last day on which it is in time."""
    raised: Act
    about: About | None
    """None where it is about no number."""
    progress: tuple[Progress, ...] = ()
    """Oldest first."""

    @property
    def state(self) -> State:
        """What became of it."""
        return next((one.state for one in reversed(self.progress) if one.state), State.OPEN)

    @property
    def closed(self) -> Act | None:
        """Who ticked or dropped it, and when; None while it is open."""
        ended = next((one for one in reversed(self.progress) if one.state), None)
        return ended.by if ended and ended.state is not State.OPEN else None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wanted to be known: about a lead, about a number, or at large."""

    id: int
    by: Act
    side: Side
    text: str
    lead: str | None
    """Id of the lead."""
    about: About | None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An alarm that somebody has seen to, so that its sums begin anew."""

    by: Act
    kind: Kind
    up_to: date
    """The last day that the alarm was about, included; never one after the day of the entry."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything that was decided, noted and acknowledged, each in the order in which it was written."""

    decisions: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    skipped: int = 0
    """Entries that should say such a thing and cannot be understood."""

    @property
    def seen(self) -> tuple[tuple[Kind, date], ...]:
        """The day up to which the alarm of each stream and lead type is acknowledged."""
        found: dict[Kind, date] = {}
        for one in self.acknowledged:
            found[one.kind] = max(one.up_to, found.get(one.kind, one.up_to))
        return tuple(found.items())


def measured(said: Measured) -> Body:
    """Write a number as JSON has it: exact ones as text, so that they come back as they were."""
    aim = None if said.aim is None else _written(said.aim)
    return {"value": _written(said.value), "low": said.low, "high": said.high, "n": said.n, "aim": aim}


def fold(entries: Iterable[Entry]) -> Decided:
    """Fold the entries of a journal; other kinds of entry are passed over, and what makes no sense is counted."""
    decisions: dict[int, Decision] = {}
    notes: list[Note] = []
    acknowledged: list[Acknowledged] = []
    skipped = 0
    for entry in entries:
        by = Act(entry.who, entry.verified, entry.at)
        try:
            if entry.kind == "decision":
                decisions[entry.id] = _Decision.model_validate(entry.body).told(entry.id, by)
            elif entry.kind == "progress":
                said = _Progress.model_validate(entry.body)
                one = decisions[said.decision]
                state = None if said.state is one.state else said.state
                decisions[one.id] = replace(one, progress=(*one.progress, Progress(by, said.text, state)))
            elif entry.kind == "note":
                notes.append(_Note.model_validate(entry.body).told(entry.id, by))
            elif entry.kind == "acknowledged":
                acknowledged.append(_Acknowledged.model_validate(entry.body).told(by))
        except (ValidationError, KeyError):
            skipped += 1
    return Decided(tuple(decisions.values()), tuple(notes), tuple(acknowledged), skipped)


def _written(value: Exact | float) -> str | float:
    text = value if isinstance(value, float) else str(Fraction(value))
    return text if isinstance(text, float) or EXACT.fullmatch(text) else float(value)


def _number(value: object) -> Fraction | float:
    """Read a number, an exact one from text."""
    found: Fraction | float
    if isinstance(value, str) and EXACT.fullmatch(value):
        found = Fraction(value)
    elif isinstance(value, float):
        found = value
    else:
        raise ValueError(value)
    if not -LARGEST < found < LARGEST:
        raise ValueError(value)
    return found


Short = Annotated[str, Field(min_length=1, max_length=SHORT)]
Named = Annotated[str | None, Field(max_length=NAME)]
Number = Annotated[Fraction | float, BeforeValidator(_number)]


class _Body(BaseModel):
    """What the body of an entry says; keys that nobody knows yet are passed over."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, frozen=True, arbitrary_types_allowed=True)


class _Measured(_Body):
    value: Number
    low: float
    high: float
    n: Annotated[int | None, Field(ge=0, lt=LARGEST)] = None
    aim: Number | None = None

    def told(self) -> Measured:
        return Measured(self.value, self.low, self.high, self.n, self.aim)


class _About(_Body):
    key: Short
    stream: Named = None
    lead_type: Named = None
    said: Annotated[str, Field(max_length=LONG)]
    then: _Measured | None = None

    def told(self) -> About:
        return About(self.key, self.stream, self.lead_type, self.said, self.then.told() if self.then else None)


class _Decision(_Body):
    what: Short
    owner: Short
    due: date
    about: _About | None = None

    def told(self, number: int, by: Act) -> Decision:
        return Decision(number, self.what, self.owner, self.due, by, self.about.told() if self.about else None)


class _Progress(_Body):
    decision: int
    text: Annotated[str, Field(max_length=LONG)] = ""
    state: State | None = None


class _Note(_Body):
    text: Annotated[str, Field(min_length=1, max_length=LONG)]
    side: Side = Side.GENERAL
    lead: Annotated[str | None, Field(min_length=1, max_length=SHORT)] = None
    about: _About | None = None

    def told(self, number: int, by: Act) -> Note:
        return Note(number, by, self.side, self.text, self.lead, self.about.told() if self.about else None)


class _Acknowledged(_Body):
    stream: Named = None
    lead_type: Named = None
    up_to: date

    def told(self, by: Act) -> Acknowledged:
        return Acknowledged(by, (self.stream, self.lead_type), min(self.up_to, by.at.date()))
