"""What sides do about a version of the agreement: propose it, sign it, withdraw it."""

from datetime import datetime

from sla_dash import agreement
from sla_dash.agreement import Agreements, History, Terms, Version
from sla_dash.agreement.signatures import Given
from sla_dash.errors import AgreementError
from sla_dash.journal.entry import Entry
from sla_dash.journal.store import Journal
from sla_dash.journal.versions import subject


def propose(
    journal: Journal,
    known: History,
    text: str,
    *,
    who: str,
    at: datetime,
    adopted: bool = False,
    seen: int | None = None,
) -> Entry:
    """Put a text before both sides; from now on it stays as it is.

    ``adopted`` where it is in force already, as a file that nobody signed. Raises ``AgreementError`` for every mistake
    in the text, and where it cannot follow the versions that are known.
    """
    terms = agreement.parse(text, "the text")
    standing = known.find(terms.version)
    if standing and not standing.withdrawn and (standing.proposed or standing.hash != terms.text_hash):
        where = standing.file or "the journal"
        raise AgreementError(
            f"There is a version {terms.version} already, in {where}: "
            f"{'the same text' if standing.hash == terms.text_hash else 'another text'}.",
            advice=f"Give this one the number {known.next_number}, or withdraw the other one.",
        )
    others = [one.written for one in known.versions if one.terms and one.number != terms.version]
    Agreements(tuple(sorted([*others, terms], key=lambda one: one.version)))
    if not terms.signers:
        raise AgreementError(
            f"Nobody is named who could sign version {terms.version}.",
            advice='Name the roles of both sides: signed_by = ["Head of marketing", "Head of sales"].',
        )
    body = {"version": terms.version, "hash": terms.text_hash, "text": agreement.canonical(text)}
    body |= {"adopted": True} if adopted else {}
    return journal.append("proposed", subject(terms.version), body, who=who, at=at, seen=seen)


def sign(
    journal: Journal,
    version: Version,
    role: str,
    *,
    who: str,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Consent to a version for one side. Raises ``AgreementError`` where that is not the one to do."""
    _refuse_unless_open(version)
    if role not in version.missing:
        known = role in version.written.signers
        raise AgreementError(
            f"{role} {'has signed' if known else 'is no side of'} version {version.number}.",
            advice=f"Still to sign it: {', '.join(version.missing)}.",
        )
    body = {"version": version.number, "hash": version.hash, "role": role}
    return journal.append("signed", subject(version.number), body, who=who, at=at, seen=seen)


def take_over(journal: Journal, terms: Terms, given: Given, *, at: datetime) -> Entry:
    """Write down a signature that stood in a file."""
    body = {"version": terms.version, "hash": given.hash, "role": given.role, "dated": given.signed_at.isoformat()}
    return journal.append("signed", subject(terms.version), body, who=given.name, at=at)


def withdraw(
    journal: Journal,
    version: Version,
    why: str,
    *,
    who: str,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Take a version back. Raises ``AgreementError`` where it is signed by all, or not proposed."""
    _refuse_unless_open(version)
    body = {"version": version.number, "hash": version.hash, "why": why}
    return journal.append("withdrawn", subject(version.number), body, who=who, at=at, seen=seen)


def _refuse_unless_open(version: Version) -> None:
    """Refuse what is only done about a version that waits for signatures."""
    if not version.proposed:
        raise AgreementError(
            f"Version {version.number} was never proposed.",
            advice="Propose it first: `sla-dash agreement propose FILE`.",
        )
    if version.withdrawn or version.signed:
        state = "withdrawn" if version.withdrawn else "signed by everybody"
        raise AgreementError(f"Version {version.number} is {state}.", advice="Propose another one.")
