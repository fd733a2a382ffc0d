"""What ``access.toml`` may say: who is who, and which screens on walls are let in."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sla_dash.access.viewer import Role, Viewer

Claims = Mapping[str, Any]
"""What a login says of somebody, as OpenID Connect calls it."""
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
"""What comes along when an address is copied from a page."""
Words = Annotated[str, Field(min_length=1, max_length=300)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Grant(_Part, ABC):
    """What somebody is let do."""

    roles: tuple[Role, ...] = ()
    """Any of viewer, rep, manager and admin; who has none and signs is a viewer."""
    rep: Words | None = None
    """Whose leads are theirs, as the records call the rep."""
    rep_claim: Words | None = None
    """The claim in which the login says that."""
    signs: tuple[Words, ...] = ()
    """Roles of the agreement for which they sign."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.roles and not self.signs:
            raise ValueError('gives nothing: add roles, like ["viewer"], or signs')
        if "rep" in self.roles and not (self.rep or self.rep_claim):
            raise ValueError('is a rep without leads: add rep = "…", as the records call them, or rep_claim')
        return self

    @abstractmethod
    def holds(self, claims: Claims) -> bool:
        """Tell whether it is for who has logged in."""

    def reps(self, claims: Claims) -> Iterator[str]:
        """Yield whose leads are theirs."""
        given = values(claims, self.rep_claim) if self.rep_claim else []
        yield from (rep for rep in (*([self.rep] if self.rep else []), *given) if rep.strip())


class Person(_Grant):
    """Somebody, known by the address that the login has verified."""

    email: Words

    @field_validator("email")
    @classmethod
    def _address(cls, email: str) -> str:
        if "@" not in email.strip("@"):
            raise ValueError(f"{email!r} is no e-mail address")
        return INVISIBLE.sub("", email).strip().lower()

    def holds(self, claims: Claims) -> bool:
        """Tell whether it is they who logged in."""
        return address(claims) == self.email


class Group(_Grant):
    """Everybody of whom the login says that they belong to a group."""

    name: Words
    claim: Words = "groups"
    """Where the login names groups; dots lead into a claim, like realm_access.roles."""

    def holds(self, claims: Claims) -> bool:
        """Tell whether who logged in belongs to it."""
        return self.name in values(claims, self.claim)


class Link(_Part):
    """A link that opens the stand-up on a wall, known by the hash of its token alone."""

    name: Words
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    since: datetime | None = None


class Access(_Part):
    """Who may see and do what."""

    persons: Annotated[tuple[Person, ...], Field(alias="person")] = ()
    groups: Annotated[tuple[Group, ...], Field(alias="group")] = ()
    links: Annotated[tuple[Link, ...], Field(alias="wall")] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        for what, named in (
            ("person", [one.email for one in self.persons]),
            ("wall", [one.name for one in self.links]),
        ):
            if twice := sorted({one for one in named if named.count(one) > 1}):
                raise ValueError(f"{what} {', '.join(map(repr, twice))} stands there twice")
        return self

    @property
    def signs(self) -> frozenset[str]:
        """Every role of the agreement for which anybody signs."""
        return frozenset(role for one in (*self.persons, *self.groups) for role in one.signs)

    def viewer(self, claims: Claims) -> Viewer | None:
        """Return who has logged in, with all that their address and their groups give; None for whom nobody named."""
        named: tuple[_Grant, ...] = (*self.persons, *self.groups)
        given = [one for one in named if one.holds(claims)]
        if not given:
            return None
        return Viewer(
            called(claims),
            frozenset(role for one in given for role in one.roles) or frozenset({"viewer"}),
            frozenset(rep for one in given for rep in one.reps(claims)),
            frozenset(role for one in given for role in one.signs),
        )


def address(claims: Claims) -> str | None:
    """Return the address of who has logged in, in small letters; None without one, or with one not verified.

    A provider that does not say whether it verified an address is taken at its word.
    """
    email, verified = claims.get("email"), claims.get("email_verified", True)
    return email.strip().lower() if isinstance(email, str) and email.strip() and verified in (True, "true") else None


def called(claims: Claims) -> str:
    """Call who has logged in by name, and by the verified address or else what the provider calls them.

    So no two are called the same: a name holds neither a comma nor the sign of an address.
    """
    name, email = claims.get("name"), address(claims)
    known = " ".join(re.sub(r"[,@]", " ", name).split()) if isinstance(name, str) else ""
    return ", ".join(part for part in (known, email or f"id {claims.get('sub')}") if part)


def values(claims: Claims, path: str) -> list[str]:
    """Return what a claim says as a list of texts; nothing where it is not there. Dots lead into it."""
    if path in claims:
        found: Any = claims[path]
    else:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [one for one in found if isinstance(one, str)] if isinstance(found, list | tuple) else []
