"""Which version of the agreement is in force when."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sla_dash.agreement.terms import Terms
from sla_dash.errors import AgreementError


@dataclass(frozen=True)
class Agreements:
    """Every version that is, was or will be in force, oldest first; at least one."""

    versions: tuple[Terms, ...]

    def __post_init__(self) -> None:
        if not self.versions:
            raise AgreementError(
                "There is no agreement.",
                advice="`sla-dash agreement draft` writes one from the records; `sla-dash demo` brings one to look at.",
            )
        starts = [terms.starts_at for terms in self.versions]
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
        """What changes whenever the terms of any version change, or when it came into force.

        Comments and signatures change nothing.
        """
        terms = "".join(f"{t.model_dump_json()} {t.held_from}" for t in self.versions)
        return hashlib.sha256(terms.encode()).hexdigest()

    def in_force(self, at: datetime) -> Terms | None:
        """Return the version in force at an instant, or None: before the first, and once one has run out."""
        begun = [terms for terms in self.versions if terms.starts_at <= at]
        return begun[-1] if begun and (begun[-1].ends_at is None or at < begun[-1].ends_at) else None

    def governing(self, at: datetime) -> Terms:
        """Return the version whose zone and week describe an instant: the last that began, or else the first."""
        return next((terms for terms in reversed(self.versions) if terms.starts_at <= at), self.versions[0])

    def for_month(self, month: date) -> Terms | None:
        """Return the version by which a month is judged: the one in force when it started, or None."""
        begun = [terms for terms in self.versions if terms.starts_at <= terms.month_edges(month)[0]]
        return begun[-1] if begun and (begun[-1].until is None or month <= begun[-1].until) else None
