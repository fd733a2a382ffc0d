"""What the commands share: their options, and how they speak."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from sla_dash import clock, places
from sla_dash.errors import DamagedError

if TYPE_CHECKING:
    from sla_dash.agreement import Agreements, History
    from sla_dash.board import Board

T = TypeVar("T")

Data = Annotated[
    Path, typer.Option("--data", envvar=places.ENVIRONMENT, help="Folder of the agreement and the records.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", envvar=clock.ENVIRONMENT, help="Answer as of this instant, like 2026-11-19T09:00+01:00."),
]


def say(lines: Iterable[str], to: TextIO | None = None) -> None:
    """Print lines in which nothing from outside steers the terminal, whatever letters it knows."""
    from sla_dash import theme

    stream = to or sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    print(*map(theme.plain, lines), sep="\n", file=stream)


def history(data: Path) -> "History":
    """Return every version of the agreement, of the files and of the journal."""
    from sla_dash import journal

    return journal.read(data)


def held(data: Path) -> "Agreements":
    """Return the versions that are, were or will be in force."""
    return history(data).agreements


def instant(as_of: str | None) -> datetime:
    """Return the instant that is asked for, or the present one."""
    return clock.instant(as_of) if as_of else clock.now()


def asked(data: Path, as_of: str | None, answer: "Callable[[Board], Iterable[T]]") -> "list[T]":
    """Return what a board of the newest records says, of those that can be read whole."""
    from sla_dash.board import board
    from sla_dash.records import store

    while True:
        try:
            return list(answer(board(store.open_file(store.newest(data)), held(data), instant(as_of))))
        except DamagedError as error:
            say(str(error).splitlines(), to=sys.stderr)


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """Show a bar on the terminal; nothing where the output is not one."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from sla_dash import theme

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda step, share: bar.update(task, description=theme.plain(step), completed=share)
