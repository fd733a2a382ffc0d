"""``sla-dash notify``: what is to be told before it is late, sent once to whom it concerns."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sla_dash import clock, places
from sla_dash.cli.shared import AsOf, Data, asked, instant, say

if TYPE_CHECKING:
    from sla_dash.board import Board
    from sla_dash.output.telling import Book, Due

DRY = typer.Option("--dry-run", help="Print what would be sent, send nothing and write nothing.")
DIGEST = typer.Option("--digest", help="Send the stand-up too, once a working day.")


def notify(
    data: Data = places.DATA,
    as_of: AsOf = None,
    dry_run: Annotated[bool, DRY] = False,
    digest: Annotated[bool, DIGEST] = False,
) -> None:
    """Tell owners, leads and the manager of leads that wait, and who wants to know of promises that are not kept.

    Each is told once; run it after every load, or by cron. notify.toml in the data folder says who is told where.
    """
    from sla_dash.output import telling

    if as_of and not dry_run and as_of != os.environ.get(clock.ENVIRONMENT):
        raise telling.NotifyError(
            "Nothing is sent as of another time than now.", advice="Add --dry-run to see what would be told then."
        )
    book, at = telling.addresses.read(data), instant(as_of)
    if dry_run:
        due, said = _due(data, as_of, at, book, digest=digest, replayed=True)
        say([*said, *(line for one in due for line in _shown(one))] or ["Nothing is to be told."])
        return
    with telling.alone(data, "notify") as first:
        if not first:
            say(["Another `sla-dash notify` is at work, and tells what is due."])
            return
        due, said = _due(data, as_of, at, book, digest=digest, replayed=False)
        say([*said, *_told(data, due, at)])


def _due(
    data: Path, as_of: str | None, at: datetime, book: "Book", *, digest: bool, replayed: bool
) -> "tuple[list[Due], list[str]]":
    """Return what is due, and what else is to be said; of a morning ``replayed`` by what was told until then."""
    from sla_dash.journal import Journal, fold, telling, until
    from sla_dash.output.telling import due

    entries = Journal.of(data).entries()
    past = until(entries, at)
    told = telling.fold(past if replayed else entries)
    said = list[str]()

    def found(board: "Board") -> "Iterator[Due]":
        said[:] = due.besides(board, book, told, digest=digest)
        return due.every(board, fold(past), book, told, digest=digest)

    return asked(data, as_of, found), said


def _told(data: Path, due: "Sequence[Due]", at: datetime) -> list[str]:
    """Send what nothing holds, and say what became of it all."""
    from sla_dash import theme
    from sla_dash.journal import Journal
    from sla_dash.output import telling

    now, held = [one for one in due if not one.held_until], [one for one in due if one.held_until]
    failed = telling.deliver(Journal.of(data), now, at=at)
    said = [f"{theme.counted(len(now) - len(failed), 'message')} sent."] if now else []
    said += [f"Held until the end of quiet hours: {theme.counted(len(held), 'message')}."] if held else []
    if failed:
        count = f"{len(failed):,} of {theme.counted(len(now), 'message')} could not be sent"
        raise telling.NotifyError(
            "\n- ".join([f"{count}:", *failed]), advice="Everybody else was told; the next run tries these again."
        )
    return said or ["Nothing is to be told."]


def _shown(one: "Due") -> Iterator[str]:
    """Yield a message as a terminal shows it."""
    from sla_dash.output.telling import sending

    held = f", held until {one.held_until:%a %H:%M}" if one.held_until else ""
    yield f"To {one.who} by {sending.where(one.address)}{held}:"
    yield f"  {one.message.title}"
    yield from (f"  {line}" for line in one.message.lines)
