"""What was told to whom, so that each is told once: entries written right after a message was accepted, and their fold.

An entry names roles, the place of an address in its list, and leads by their ids: no name, no address, no secret.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sla_dash.journal.entry import Body, Entry
from sla_dash.journal.store import Journal

EXACT = re.compile(r"[1-9]\d{0,98}(/[1-9]\d{0,98})?", re.ASCII)
"""How a share is written, so that it comes back as it was."""
WHO = "sla-dash notify"
"""Who writes these entries."""
KEY = 200
"""Characters of a key, at most."""
Role = Literal["owner", "lead", "manager", "standings", "digest", "admin"]
"""What somebody is told as."""
Address = tuple[Role, int]
"""A role, and which of the addresses in its list it is, from 1 on."""
Placed = tuple[date, str, str | None, str | None]
"""First day of a month, a number, and the stream and lead type that it is narrowed to; None for all."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told so far, by the address that it was sent to."""

    steps: Mapping[Address, Mapping[str, Fraction]] = field(default_factory=dict)
    """The highest share of its promise of which was told, by the id of the lead."""
    standings: Mapping[Address, Mapping[Placed, str]] = field(default_factory=dict)
    """The standing that was told last."""
    keys: frozenset[tuple[Address, str]] = frozenset()
    """Whatever else is told once, such as the digest of a day."""
    skipped: int = 0
    """Entries that should say such a thing and cannot be understood."""

    def step(self, to: Address, lead: str) -> Fraction:
        """Return the highest share of its promise of which was told about a lead; 0 where nothing was."""
        return self.steps.get(to, {}).get(lead, Fraction(0))


def fold(entries: Iterable[Entry]) -> Told:
    """Fold the entries of a journal; other kinds of entry are passed over, and what makes no sense is counted."""
    steps: dict[Address, dict[str, Fraction]] = {}
    standings: dict[Address, dict[Placed, str]] = {}
    keys, skipped = set[tuple[Address, str]](), 0
    for entry in entries:
        if entry.kind != "notified":
            continue
        try:
            said = _Notified.model_validate(entry.body)
        except ValidationError:
            skipped += 1
            continue
        to = said.to, said.nth
        told = steps.setdefault(to, {})
        for at, leads in said.steps.items():
            told.update({lead: max(at, told.get(lead, Fraction(0))) for lead in leads})
        standings.setdefault(to, {}).update(
            {(one.month, one.number, one.stream, one.lead_type): one.standing for one in said.standings}
        )
        if said.key:
            keys.add((to, said.key))
    return Told(steps, standings, frozenset(keys), skipped)


def of_steps(steps: Mapping[Fraction, Sequence[str]]) -> Body:
    """Return what is remembered of leads: their ids by the share of their promise that was reached."""
    return {"steps": {str(share): list(leads) for share, leads in steps.items()}}


def of_standings(standings: Mapping[Placed, str]) -> Body:
    """Return what is remembered of numbers: where each stands."""
    names = ("month", "number", "stream", "lead_type")
    return {
        "standings": [
            {**dict(zip(names, (place[0].isoformat(), *place[1:]), strict=True)), "standing": standing}
            for place, standing in standings.items()
        ]
    }


def of_key(key: str) -> Body:
    """Return what is remembered of anything else, which must hold no secret and name nobody."""
    return {"key": key[:KEY]}


def remember(journal: Journal, to: Address, what: Body, *, at: datetime) -> Entry:
    """Write down that something was told. Raises ``JournalError`` where nothing can be written."""
    role, nth = to
    return journal.append("notified", f"told {role}", {"to": role, "nth": nth, **what}, who=WHO, at=at)


def _share(said: object) -> Fraction:
    if not isinstance(said, str) or not EXACT.fullmatch(said):
        raise ValueError(said)
    return Fraction(said)


Id = Annotated[str, Field(min_length=1)]
Share = Annotated[Fraction, BeforeValidator(_share)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)


class _Standing(_Body):
    month: date
    number: Id
    stream: str | None = None
    lead_type: str | None = None
    standing: Id


class _Notified(_Body):
    to: Role
    nth: Annotated[int, Field(ge=1)]
    steps: dict[Share, list[Id]] = {}
    standings: tuple[_Standing, ...] = ()
    key: Annotated[str, Field(max_length=KEY)] = ""
