"""``sla-dash journal …``: what people wrote, checked, copied and brought back."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sla_dash import places
from sla_dash.cli.shared import Data, say
from sla_dash.errors import SlaDashError

if TYPE_CHECKING:
    from sla_dash.journal import Entry

app = typer.Typer(help="What people wrote: signatures, decisions, notes.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="The copy, one entry a line as JSON.")]


@app.command()
def verify(data: Data = places.DATA) -> None:
    """Check that no entry was changed, taken out or put in since it was written."""
    entries = _entries(data)
    _refuse_broken(entries)
    say([f"{len(entries):,} entries, every one as it was written."])


@app.command()
def export(data: Data = places.DATA) -> None:
    """Print every entry, one a line as JSON."""
    say(json.dumps(one.document()) for one in _entries(data))


@app.command()
def backup(file: File, data: Data = places.DATA) -> None:
    """Write a copy that ``restore`` brings back, here or in another database."""
    entries = _entries(data)
    _refuse_broken(entries)
    aside = file.with_name(f".{file.name}.part")
    aside.touch(0o600)
    aside.write_text("".join(f"{json.dumps(one.document())}\n" for one in entries), "ascii")
    aside.replace(file)
    say([f"{len(entries):,} entries are in {file}."])


@app.command()
def restore(file: File, data: Data = places.DATA) -> None:
    """Bring a copy back into a journal without entries."""
    from sla_dash.journal import Entry, Journal

    try:
        entries = [Entry.read(json.loads(line)) for line in file.read_text("ascii").splitlines()]
    except (KeyError, TypeError, ValueError) as error:
        raise SlaDashError(
            f"{file} is no copy of a journal.", advice="Give one that `sla-dash journal backup` wrote."
        ) from error
    _refuse_broken(entries)
    Journal.of(data).restore(entries)
    say([f"{len(entries):,} entries are back."])


def _entries(data: Path) -> "tuple[Entry, ...]":
    from sla_dash.journal import Journal

    return Journal.of(data).entries()


def _refuse_broken(entries: "Sequence[Entry]") -> None:
    from sla_dash.journal import faults

    if found := faults(entries):
        raise SlaDashError(
            "\n".join(["The journal is not as it was written.", *found]),
            advice="Nothing was repaired: compare it with a copy that `sla-dash journal backup` wrote.",
        )
