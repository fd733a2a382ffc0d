"""The agreement's life as the journal tells it: a fold over the entries, and the files that nobody proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sla_dash import agreement
from sla_dash.agreement import Act, History, Signature, Version
from sla_dash.errors import AgreementError
from sla_dash.journal.entry import Entry
from sla_dash.journal.store import Journal

Files = Iterable[tuple[str, str]]
"""Name and text of the versions that lie in the data folder."""


def subject(number: int) -> str:
    """Return what entries about a version are about."""
    return f"agreement {number}"


def history(files: Files, entries: Sequence[Entry]) -> History:
    """Fold the entries into the versions that were proposed, beside the files.

    Raises ``AgreementError`` naming every mistake of the files, and two texts that bear one number.
    """
    found = list(_proposed(entries))
    wrong = []
    for name, text in files:
        try:
            written = agreement.parse(text, name)
        except AgreementError as error:
            wrong.append(error)
            continue
        known = [n for n, one in enumerate(found) if one.hash == written.text_hash]
        for n in known:
            found[n] = replace(found[n], file=name)
        if not known:
            found.append(Version(written, agreement.canonical(text), name))
    if wrong:
        advice = wrong[0].advice if len({one.advice for one in wrong}) == 1 else agreement.text.ADVICE
        raise AgreementError("\n".join(one.message for one in wrong), advice=advice)
    _refuse_two_texts(found)
    return History(tuple(sorted(found, key=lambda one: one.number)))


def read(data: Path) -> History:
    """Read every version in a data folder and its journal.

    Raises ``AgreementError`` for what is wrong with the files, and ``JournalError`` where the journal cannot be read.
    """
    return history(agreement.files(data), Journal.of(data).entries())


def _proposed(entries: Sequence[Entry]) -> Iterable[Version]:
    found: dict[int, Version] = {}
    """By id of the entry that proposed it."""
    current: dict[str, int] = {}
    """Id of the proposal that stands, by hash."""
    for entry in entries:
        act = Act(entry.who, entry.verified, entry.at)
        if entry.kind == "proposed":
            text = entry.body["text"]
            written = agreement.parse(text, f"version {entry.body['version']} in the journal")
            current[written.text_hash] = entry.id
            found[entry.id] = Version(written, text, proposed=act, adopted=entry.body.get("adopted", False))
        elif entry.kind == "signed":
            n = current.get(entry.body["hash"])
            if n and not found[n].withdrawn and entry.body["role"] not in {one.role for one in found[n].signatures}:
                signature = Signature(entry.who, entry.verified, entry.at, entry.body["role"], _dated(entry))
                found[n] = replace(found[n], signatures=(*found[n].signatures, signature))
        elif entry.kind == "withdrawn":
            n = current.get(entry.body["hash"])
            if n and not found[n].signed:
                found[n] = replace(found[n], withdrawn=act)
    return found.values()


def _dated(entry: Entry) -> datetime | None:
    """Return when a signature that was taken over from a file says that it was given."""
    dated = entry.body.get("dated")
    return datetime.fromisoformat(dated) if dated else None


def _refuse_two_texts(found: Sequence[Version]) -> None:
    standing = [one for one in found if not one.withdrawn]
    for n, one in enumerate(standing):
        for other in standing[:n]:
            if one.number == other.number:
                raise AgreementError(
                    f"Two texts are called version {one.number}: {_named(other)} and {_named(one)}.",
                    advice="Give one of them the next number and run `sla-dash agreement check`.",
                )


def _named(version: Version) -> str:
    if version.file:
        return version.file
    act = version.proposed
    return f"the one that {act.who} proposed on {act.at:%d %B %Y}" if act else "another"
