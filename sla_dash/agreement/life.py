"""The life of the versions, from draft to superseded: derived from what was written, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from sla_dash.agreement.terms import Terms
from sla_dash.agreement.versions import Agreements


class State(StrEnum):
    """What a version is at an instant."""

    DRAFT = "draft"
    """A file that nobody proposed, and whose first day has not come."""
    PROPOSED = "proposed"
    """Its text is frozen; not everybody has signed it."""
    SIGNED = "signed"
    """By everybody; its first day has not come."""
    IN_FORCE = "in force"
    RUN_OUT = "run out"
    """Its last day is over, and no other version followed."""
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did about a version."""

    who: str
    verified: bool
    """Whether a login says who it was; otherwise the name was typed."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Signature(Act):
    """One side's consent to the text."""

    role: str
    dated: datetime | None = None
    """What the file said that it was taken over from; counts for nothing. None for one given here."""


@dataclass(frozen=True)
class Version:
    """One text, and what was done about it."""

    written: Terms
    """As the text says, without what follows from signatures."""
    text: str
    """Canonical."""
    file: str | None = None
    """Name of the file of the data folder that holds the text; None where the journal alone does."""
    proposed: Act | None = None
    """None for a file that nobody proposed."""
    adopted: bool = False
    """Whether it was in force as a file before it was proposed: then it is so from its first day on."""
    signatures: tuple[Signature, ...] = ()
    """In their order, one a role."""
    withdrawn: Act | None = None

    @property
    def number(self) -> int:
        """The number of the version."""
        return self.written.version

    @property
    def hash(self) -> str:
        """The SHA-256 of the text."""
        return self.written.text_hash

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that must sign and have not."""
        given = {one.role for one in self.signatures}
        return tuple(role for role in self.written.signers if role not in given)

    @property
    def signed(self) -> bool:
        """Whether everybody who must has signed."""
        return bool(self.signatures) and not self.missing

    @property
    def signed_at(self) -> datetime | None:
        """When the last of those who must sign did; None until then."""
        needed = [one.at for one in self.signatures if one.role in self.written.signers]
        return max(needed or [one.at for one in self.signatures]) if self.signed else None

    @cached_property
    def terms(self) -> Terms | None:
        """The terms, and from when they hold; None where they hold for nobody."""
        if self.withdrawn or (self.proposed and not self.signed and not self.adopted):
            return None
        late = self.signed_at is not None and not self.adopted and self.signed_at > self.written.starts_at
        told = {"signed": self.signed, "held_from": self.signed_at if late else None}
        return self.written.model_copy(update=told)


@dataclass(frozen=True)
class History:
    """Every version that anybody wrote, by number and then in the order in which they were proposed."""

    versions: tuple[Version, ...]

    @property
    def holds(self) -> bool:
        """Whether any version is, was or will be in force."""
        return any(one.terms for one in self.versions)

    @cached_property
    def agreements(self) -> Agreements:
        """The versions that are, were or will be in force. Raises ``AgreementError`` where there is none."""
        held = [one.terms for one in self.versions if one.terms]
        return Agreements(
            tuple(
                terms
                for n, terms in enumerate(held)
                if all(later.held_from is None or terms.starts_at < later.starts_at for later in held[n + 1 :])
            )
        )

    def state(self, version: Version, at: datetime) -> State:
        """Return what a version is at an instant, by what is known of it here."""
        if version.withdrawn:
            return State.WITHDRAWN
        if version.terms is None:
            return State.PROPOSED
        later = (one.terms for one in self.versions if one.number > version.number)
        if any(terms is not None and terms.starts_at <= at for terms in later):
            return State.SUPERSEDED
        if at < version.terms.starts_at:
            return State.SIGNED if version.signed else State.DRAFT
        return State.RUN_OUT if version.terms.ends_at and at >= version.terms.ends_at else State.IN_FORCE

    def proposals(self) -> Iterator[Version]:
        """Yield the versions that wait for somebody's signature."""
        return (one for one in self.versions if one.proposed and not one.withdrawn and not one.signed)

    def find(self, number: int) -> Version | None:
        """Return the version of a number; of several, the one that was not withdrawn, or the last."""
        found = [one for one in self.versions if one.number == number]
        return next((one for one in found if not one.withdrawn), found[-1] if found else None)

    @property
    def next_number(self) -> int:
        """The number of the version after all of these."""
        return max((one.number for one in self.versions), default=0) + 1
