"""The agreement: validated terms, and which version is in force when.

A version is one TOML file. Decimals are read exactly, an unknown key or an impossible value is refused by name and
line, and what comes out is frozen.
"""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ValidationError

from sla_dash.agreement import mistakes
from sla_dash.agreement.terms import PROFILES, LeadType, Milestone, Profile, Stream, Terms
from sla_dash.errors import AgreementError

__all__ = ["PROFILES", "Agreements", "LeadType", "Milestone", "Profile", "Stream", "Terms", "parse", "read"]

SIGNATURES = "\n[[signature]]"


@dataclass(frozen=True)
class Agreements:
    """Every version of the agreement that is known, oldest first; at least one."""

    versions: tuple[Terms, ...]

    def __post_init__(self) -> None:
        if not self.versions:
            raise AgreementError("There is no agreement.", advice="Write data/agreement.toml; the README shows one.")
        starts = [terms.valid_from for terms in self.versions]
        numbers = [terms.version for terms in self.versions]
        if starts != sorted(set(starts)) or numbers != sorted(set(numbers)):
            listed = ", ".join(f"version {t.version} from {t.valid_from}" for t in self.versions)
            raise AgreementError(
                f"The versions of the agreement do not follow each other: {listed}.",
                advice="Give each version a number and a valid_from later than the one before.",
            )

        if len(currencies := sorted({terms.currency for terms in self.versions if terms.currency})) > 1:
            raise AgreementError(
                f"The versions of the agreement count in different currencies: {', '.join(currencies)}.",
                advice="Write the amounts of all versions in one currency: what they promise is added up over months.",
            )

    @property
    def currency(self) -> str | None:
        """The one currency of all versions, in capitals; None where none names any."""
        return next((terms.currency.upper() for terms in self.versions if terms.currency), None)

    @cached_property
    def fingerprint(self) -> str:
        """What changes whenever any version's terms change; comments and signatures change nothing."""
        terms = "".join(t.model_dump_json(exclude={"signatures", "text_hash"}) for t in self.versions)
        return hashlib.sha256(terms.encode()).hexdigest()

    def in_force(self, at: datetime) -> Terms | None:
        """Return the version in force at an instant, or None before the first."""
        found = bisect_right([terms.starts_at for terms in self.versions], at)
        return self.versions[found - 1] if found else None

    def governing(self, at: datetime) -> Terms:
        """Return the version whose zone and week describe an instant: the first one before any was in force."""
        return self.in_force(at) or self.versions[0]

    def for_month(self, month: date) -> Terms | None:
        """Return the version by which a month is judged: the one in force when it started, or None."""
        held = [terms for terms in self.versions if terms.valid_from <= month]
        return held[-1] if held else None


def read(folder: Path) -> Agreements:
    """Read every ``agreement*.toml`` of a data folder.

    Raises ``AgreementError`` naming every mistake with its file and line.
    """
    files = sorted(folder.glob("agreement*.toml"))
    if not files:
        raise AgreementError(
            f"There is no agreement in {folder}.",
            advice="Put agreement.toml there; `sla-dash demo` brings one to start from.",
        )
    versions, mistakes = [], []
    for file in files:
        try:
            versions.append(parse(file.read_text("utf-8"), file.name))
        except UnicodeDecodeError:
            mistakes.append(f"{file.name}: is not UTF-8 text")
        except OSError as error:
            mistakes.append(f"{file.name}: cannot be read: {error.strerror}")
        except AgreementError as error:
            mistakes.append(error.message)
    if mistakes:
        raise AgreementError("\n".join(mistakes), advice="Correct the file and run `sla-dash agreement check`.")
    return Agreements(tuple(sorted(versions, key=lambda terms: terms.valid_from)))


@lru_cache(maxsize=64)  # a page reads the terms at every click, and they are frozen
def parse(text: str, name: str = "agreement.toml") -> Terms:
    """Read one version from TOML text; ``name`` is how mistakes call the file."""
    signed_text = text.replace("\r\n", "\n").partition(SIGNATURES)[0].strip()
    raw, wrong = mistakes.document(text, name)
    if "text_hash" in raw:
        raise AgreementError(f"{name}: unknown key 'text_hash'", advice="Remove it.")
    lines = list(wrong.values())
    try:
        terms = Terms.model_validate(raw | {"text_hash": hashlib.sha256(signed_text.encode()).hexdigest()})
    except ValidationError as error:
        lines += mistakes.lines(error, raw, text, name, wrong)
    if lines:
        raise AgreementError("\n".join(lines), advice="Correct the file and check again.")
    return terms
