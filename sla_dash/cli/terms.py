"""``sla-dash agreement …``: what it says, whether it is sound, and how a version is proposed, signed and withdrawn."""

import sys
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sla_dash import clock, places
from sla_dash.cli import entries
from sla_dash.cli.shared import AsOf, Data, held, history, instant, progress, say
from sla_dash.errors import AgreementError, refusals

if TYPE_CHECKING:
    from sla_dash.agreement import Agreements, History, Terms, Version

app = typer.Typer(help="The agreement: read it, propose it, sign it, compare versions.", no_args_is_help=True)
Number = Annotated[int | None, typer.Argument(help="Number of the version; the one proposed where there is but one.")]
Name = Annotated[str, typer.Option("--name", help="Who you are.", prompt="Your name")]


@app.command("check")
def check_agreement(
    file: Annotated[Path | None, typer.Argument(help="A draft; without it, every version of the data folder.")] = None,
    data: Data = places.DATA,
) -> None:
    """Name every mistake in the agreement, or in a draft, with its place."""
    from sla_dash.agreement import Agreements
    from sla_dash.load import holidays

    agreements = Agreements((_of_file(_in(data, file)),)) if file else held(data)
    for terms in agreements.versions:
        holidays.named(terms.countries, terms.valid_from.year, terms.valid_from.year)
    say_versions(agreements)


@app.command("show")
def show_agreement(data: Data = places.DATA, as_of: AsOf = None) -> None:
    """Print the targets and promises in force, and the hash that a signature carries."""
    from sla_dash import words

    say(words.agreement.clauses(held(data), instant(as_of)))


@app.command("draft")
def draft_agreement(
    data: Data = places.DATA,
    zone: Annotated[str | None, typer.Option("--zone", help="Where days begin, like Europe/Warsaw.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Whose public holidays are free, like PL.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a draft that is there.")] = False,
) -> None:
    """Write a first agreement from the records alone, with what they show above every number."""
    from sla_dash import words
    from sla_dash.output import first

    known = history(data)
    with progress() as told:
        here = first.place(data, known, zone, clock.zone())
        draft = first.drafted(data, known, clock.now(), here, country=country, force=force, progress=told)
    first.write(draft, force=force)
    say(words.first.summary(draft.found))
    say(words.first.onward(draft.file, known.next_number, held=known.holds))


@app.command("propose")
def propose_agreement(
    file: Annotated[Path, typer.Argument(help="The text, as TOML.")], who: Name, data: Data = places.DATA
) -> None:
    """Put a version before both sides: from now on its text stays as it is.

    Signatures that stand in the file are taken over, and taken out of it.
    """
    from sla_dash import agreement, journal
    from sla_dash.agreement import signatures
    from sla_dash.journal import agreeing
    from sla_dash.load import holidays

    file = _in(data, file)
    with refusals(f"{file} cannot be read", (OSError, UnicodeDecodeError)):
        text = file.read_text("utf-8-sig")
    text, given = signatures.taken_out(text, file.name)
    terms = agreement.parse(text, file.name)
    holidays.named(terms.countries, terms.valid_from.year, terms.valid_from.year)
    written, now = journal.Journal.of(data), clock.now()
    files = signatures.left_out(agreement.files(data))  # others may still wait to be taken over
    known = journal.history(files, written.entries())
    standing = known.find(terms.version)
    adopted = standing is not None and standing.hash == terms.text_hash and terms.starts_at <= now
    agreeing.propose(written, known, text, who=who, at=now, adopted=adopted)
    for one in given:
        agreeing.take_over(written, terms, one, at=now)
    if given:
        file.write_text(text, "utf-8")
    known = journal.history(files, written.entries())
    version = _version(known, terms.version)
    say([f"Version {terms.version} is proposed; the hash of its text is {terms.text_hash}."])
    say([f"It is signed by {', '.join(one.role for one in version.signatures)}."] if given else [])
    say([_to_sign(version)])
    _prepare(data, known)


@app.command("sign")
def sign_agreement(
    who: Name,
    number: Number = None,
    role: Annotated[str | None, typer.Option("--role", help="The role for which you sign.")] = None,
    data: Data = places.DATA,
) -> None:
    """Consent to a version for one side; once every side has, it is in force from its first day."""
    from sla_dash.journal import Journal, agreeing

    version = _proposal(history(data), number)
    agreeing.sign(Journal.of(data), version, role or _only(version), who=who, at=clock.now())
    version = _version(history(data), version.number)
    say([f"{who} signed version {version.number} as {version.signatures[-1].role}.", _to_sign(version)])
    _prepare(data, history(data))


@app.command("withdraw")
def withdraw_agreement(
    who: Name,
    number: Number = None,
    why: Annotated[str, typer.Option("--why", help="The reason, for who reads it later.")] = "",
    data: Data = places.DATA,
) -> None:
    """Take back a version that is proposed and not signed by all."""
    from sla_dash.journal import Journal, agreeing

    version = _proposal(history(data), number)
    agreeing.withdraw(Journal.of(data), version, why, who=who, at=clock.now())
    say([f"Version {version.number} is withdrawn."])


@app.command("diff")
def compare_versions(first: str, second: str, *, data: Data = places.DATA) -> None:
    """Say in words what differs between two versions, each a number or a file."""
    from sla_dash import words

    known = history(data)
    say(words.changes.lines(*(_text(one, known) for one in (first, second))))


@app.command("print")
def print_agreement(
    number: Number = None,
    as_html: Annotated[bool, typer.Option("--html", help="As one page of HTML that prints on A4 and Letter.")] = False,
    data: Data = places.DATA,
    as_of: AsOf = None,
) -> None:
    """Print the text of a version, the one in force if none is named, as it is signed."""
    known, at = history(data), instant(as_of)
    version = _version(known, number or known.agreements.governing(at).version)
    sys.stdout.reconfigure(encoding="utf-8") if isinstance(sys.stdout, TextIOWrapper) else None
    sys.stdout.write(_page(version, known, at, data) if as_html else f"{version.text}\n")


@app.command("verify")
def verify_agreement(data: Data = places.DATA, as_of: AsOf = None) -> None:
    """Check that every signature is for the text it stands under, and say who signed what."""
    from sla_dash import words

    entries.verify(data)
    known, at = history(data), instant(as_of)
    say(line for version in known.versions for line in words.agreement.life(version, known.state(version, at)))


def say_versions(agreements: "Agreements") -> None:
    """Print every version that is sound."""
    from sla_dash import words

    for terms in agreements.versions:
        typer.echo(
            f"Version {terms.version}, from {terms.valid_from}: sound, {'signed' if terms.signed else 'not signed'}."
        )
        for doubt in words.agreement.doubts(terms):
            typer.echo(doubt)


def _prepare(data: Path, known: "History") -> None:
    """Prepare the facts again where the terms that hold have changed; while none hold, there is nothing to do."""
    from sla_dash import load as loading
    from sla_dash.board import stamped
    from sla_dash.records import store

    if not known.holds or not places.snapshots(data):
        return
    if not stamped(store.open_file(store.newest(data)), known.agreements):
        with progress() as told:
            path = loading.again(data, known.agreements, clock.now(), progress=told)
        say([f"The records are prepared under these terms, as {path.name}."])


def _page(version: "Version", known: "History", at: datetime, data: Path) -> str:
    """Return a version as a page, with where its clauses stand if there are records prepared under it."""
    from sla_dash.board import board
    from sla_dash.calendar import local_day
    from sla_dash.output import agreement
    from sla_dash.records import store

    shown = None
    if places.snapshots(data):
        shown = board(store.open_file(store.newest(data)), known.agreements, at)
    return agreement.html(version, known.state(version, at), local_day(at, version.written.zone), shown)


def _proposal(known: "History", number: int | None) -> "Version":
    """Return the version that is meant, of those that wait for signatures where no number is given."""
    if number is not None:
        return _version(known, number)
    waiting = list(known.proposals())
    if len(waiting) == 1:
        return waiting[0]
    listed = ", ".join(str(one.number) for one in waiting) or "none"
    raise AgreementError(
        f"It is not clear which version is meant: proposed and not signed by all: {listed}.",
        advice="Name its number, or propose one with `sla-dash agreement propose FILE`.",
    )


def _version(known: "History", number: int) -> "Version":
    found = known.find(number)
    if found is None:
        listed = ", ".join(str(one.number) for one in known.versions) or "none"
        raise AgreementError(f"There is no version {number}.", advice=f"Known are: {listed}.")
    return found


def _text(named: str, known: "History") -> "Terms":
    """Return the terms of a version by number, or of a file."""
    return _version(known, int(named)).written if named.isdecimal() else _of_file(Path(named))


def _in(data: Path, file: Path) -> Path:
    """Return the file that is named, of those where one stands first, or else of the data folder."""
    return file if file.exists() or not (data / file).exists() else data / file


def _of_file(file: Path) -> "Terms":
    from sla_dash import agreement

    with refusals(f"{file} cannot be read", (OSError, UnicodeDecodeError)):
        return agreement.parse(file.read_text("utf-8-sig"), file.name)


def _only(version: "Version") -> str:
    """Return the one role that has not signed. Raises ``AgreementError`` where there are more."""
    if len(version.missing) == 1:
        return version.missing[0]
    listed = ", ".join(version.missing) or "none, everybody has"
    raise AgreementError(
        f"It is not clear for whom you sign version {version.number}.", advice=f"Add --role; still to sign: {listed}."
    )


def _to_sign(version: "Version") -> str:
    if version.missing:
        return f"Still to sign it: {', '.join(version.missing)}. `sla-dash agreement sign {version.number}`"
    return f"Everybody has signed it; it is in force from {version.written.valid_from}."
