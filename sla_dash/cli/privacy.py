"""``sla-dash forget``: one person taken out of the records that are kept, and what that does not reach."""

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, cast

import typer

from sla_dash import places
from sla_dash.cli.shared import Data, progress, say
from sla_dash.errors import SlaDashError

if TYPE_CHECKING:
    from sla_dash.load.forgetting import Outcome

PIECE = 1 << 20
"""Bytes of a file that are looked through at once."""


def forget(
    email: Annotated[
        str,
        typer.Option(prompt="E-mail address", help="Whose; asked for where not given, so that no shell keeps it."),
    ],
    data: Data = places.DATA,
) -> None:
    """Take a person out of every file of records that is kept, and out of those loaded later."""
    from sla_dash.load import forgetting

    with progress() as told:
        done = forgetting.forget(data, email, told)
    say([*_removed(done), *_untouched(data, email)])
    if done.damaged:
        raise SlaDashError(
            f"Not looked through, as they are damaged: {', '.join(done.damaged)}.",
            advice="Remove them: nobody can read them.",
        )


def _removed(done: "Outcome") -> Iterator[str]:
    held = [one for one in done.rewritten if one.leads]
    files = f"{done.looked_at:,} file{'s' * (done.looked_at != 1)} of records"
    if held:
        yield f"Removed from {len(held):,} of {files}: name, company and the hash of the e-mail."
        yield from (f"  {one.was}: {_leads(one.leads)}, written anew as {one.now}" for one in held)
        yield "The leads stay without a name, so every number stays as it was."
    else:
        yield f"Nothing was removed: no lead in {files} has this address."
    for one in done.rewritten:
        if not one.leads:
            yield f"  {one.was} was loaded by an older version: its addresses are hashed now, in {one.now}"
    yield "Later loads bring this person's leads without a name: forgotten.txt keeps the hash of the address for that."


def _leads(count: int) -> str:
    return f"{count:,} lead{'s' * (count != 1)}"


def _untouched(data: Path, address: str) -> Iterator[str]:
    """Say what still names the person, or may."""
    yield "Not touched:"
    for path in sorted(_holding(data, address)):
        yield f"  {path.relative_to(data)} in the data folder holds the address: remove it there"
    if files := _exports(data):
        yield f"  the exports that were loaded last, wherever they lie: {', '.join(files)}"
    yield "  the CRM itself, and copies of the data folder in backups and on other machines"
    yield "  the journal, which names leads by their id alone"


def _exports(data: Path) -> list[str]:
    """Name the files that the newest records were read from."""
    from sla_dash.records import queries, store

    try:
        with closing(store.open_file(store.newest(data))) as records:
            return sorted({one.file for one in queries.records.files(records)})
    except SlaDashError:
        return []


def _holding(data: Path, address: str) -> Iterator[Path]:
    """Yield the other files of the data folder in which the address stands as text, packed or not."""
    wanted = address.strip().lower().encode()
    for path in data.rglob("*"):
        if path.is_file() and not places.SNAPSHOT.fullmatch(path.name):
            try:
                if any(_contains(pieces, wanted) for pieces in _pieces(path)):
                    yield path
            except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError):
                continue


def _pieces(path: Path) -> Iterator[Iterable[bytes]]:
    """Yield the bytes of a file in pieces, and those of what is packed in it."""
    with path.open("rb") as file:
        yield _read(file)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for member in packed.infolist():
                with packed.open(member) as inside:
                    yield _read(cast("BinaryIO", inside))
    elif path.suffix == ".gz":
        with gzip.open(path) as unpacked:
            yield _read(cast("BinaryIO", unpacked))


def _read(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _contains(pieces: Iterable[bytes], wanted: bytes) -> bool:
    """Tell whether bytes stand in pieces, whatever the case of their letters, across two of them too."""
    before = b""
    for piece in pieces:
        text = before + piece.lower()
        if wanted in text:
            return True
        before = text[-len(wanted) :]
    return False
