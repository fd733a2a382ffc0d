"""One entry of the journal, and the chain that all of them make."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, Self, get_args

Kind = Literal[
    "proposed",
    "signed",
    "withdrawn",
    "decision",
    "progress",
    "note",
    "acknowledged",
    "done",
    "notified",
    "downloaded",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Body = Mapping[str, Any]
"""What a kind of entry says, as JSON has it; it names a lead by its id alone."""
FIRST = "0" * 64
"""Stands for the hash of the entry before the first one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote down, once and for all."""

    id: int
    """1, 2, 3 … without a gap."""
    at: datetime
    """In UTC, to the microsecond; never before the entry before it."""
    who: str
    verified: bool
    """Whether a login says who it was; otherwise the name was typed."""
    kind: Kind
    subject: str
    """What it is about: "agreement 3", "decision 12", "lead L-7"."""
    body: Body
    previous_hash: str
    hash: str = ""

    @classmethod
    def following(
        cls, last: Self | None, at: datetime, who: str, kind: Kind, subject: str, body: Body, *, verified: bool
    ) -> Self:
        """Return the entry that follows another, or the first one."""
        at = at.astimezone(UTC)
        entry = cls(
            last.id + 1 if last else 1,
            max(at, last.at) if last else at,
            who,
            verified,
            kind,
            subject,
            json.loads(canonical(body)),
            last.hash if last else FIRST,
        )
        return replace(entry, hash=entry.digest)

    @property
    def digest(self) -> str:
        """The SHA-256, in hex, of all that the entry says and of the hash of the one before it."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [self.id, at, self.who, self.verified, self.kind, self.subject, self.body, self.previous_hash]
        return hashlib.sha256(canonical(said).encode()).hexdigest()

    def document(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return {name: at if name == "at" else getattr(self, name) for name in self.__slots__}

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Read what ``document`` wrote. Raises ``KeyError``, ``TypeError`` or ``ValueError`` where it is none."""
        return cls(**{**document, "at": datetime.fromisoformat(document["at"])})


def canonical(value: object) -> str:
    """Write JSON in the one way that is hashed: keys in their order, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def until(entries: Sequence[Entry], at: datetime) -> Sequence[Entry]:
    """Return the entries of a chain up to an instant, included."""
    return entries[: bisect_right(entries, at, key=lambda entry: entry.at)]


def faults(entries: Iterable[Entry]) -> list[str]:
    """Say where a chain is broken; nothing where it is whole."""
    found = []
    last: Entry | None = None
    for entry in entries:
        number = last.id + 1 if last else 1
        if entry.id != number:
            found.append(f"Entry {number} is missing: entry {entry.id} stands in its place.")
        if entry.previous_hash != (last.hash if last else FIRST):
            found.append(f"Entry {entry.id} does not follow the one before it.")
        if entry.hash != entry.digest:
            found.append(f"Entry {entry.id} was changed after it was written.")
        if last and entry.at < last.at:
            found.append(f"Entry {entry.id} is older than the one before it.")
        last = entry
    return found
