"""The command line: ``sla-dash …``.

Exit codes: 0 good, 1 the data or the terms are wrong (one clear message), 2 usage. What a command needs is imported
when it runs, so that ``sla-dash --help`` answers at once.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

import sla_dash
from sla_dash import clock, places
from sla_dash.cli import company, entries, loading, mapping, notify, privacy, terms, walls
from sla_dash.cli.shared import AsOf, Data, asked, held, history, instant, progress, say
from sla_dash.errors import AccessError, SlaDashError, refusals, unable

if TYPE_CHECKING:
    from sla_dash.agreement import Agreements
    from sla_dash.board import Board

Format = Literal["text", "json", "markdown", "html"]
TRACEBACK = "SLA_DASH_TRACEBACK"
"""Set to anything, it lets an error that nobody foresaw end with its traceback."""

app = typer.Typer(
    name="sla-dash",
    help="One shared screen for what sales and marketing promised each other.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(loading.load)
app.add_typer(terms.app, name="agreement")
app.add_typer(entries.app, name="journal")
app.add_typer(walls.app, name="wall")
app.command("map")(mapping.map_folder)
app.command()(notify.notify)
app.command()(privacy.forget)


@app.callback(invoke_without_command=True)
def program(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Answer what is asked of the program itself."""
    if version:
        typer.echo(sla_dash.__version__)
        raise typer.Exit


@app.command()
def run(
    data: Data = places.DATA,
    as_of: AsOf = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Where the board listens; 8501 or the next free one if not given."),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 for a network, with a login: docs/login.md.")
    ] = "127.0.0.1",
    no_login: Annotated[
        bool, typer.Option("--no-login", help="Let everybody in who reaches the board, whatever is configured.")
    ] = False,
    wall: Annotated[bool, typer.Option("--wall", help="Say where a screen on a wall finds the stand-up.")] = False,
    load: Annotated[
        Path | None,
        typer.Option(exists=True, help="A mapping in the folder of its files, or a folder: loaded while it serves."),
    ] = None,
    every: Annotated[
        timedelta | None,
        typer.Option(parser=loading.stretch, metavar="15m", help="How often --load loads, 15m if not given."),
    ] = None,
) -> None:
    """Start the board; builds the demo first if there are no records and nothing to load."""
    from sla_dash import server
    from sla_dash.server import fresh

    if every and not load:
        raise typer.BadParameter("--every needs --load: which mapping or folder is loaded?")

    with server.listen(host, port) as listening:
        people = server.admit(listening, without_login=no_login)
        _make_ready(data, load, as_of)
        os.environ[places.ENVIRONMENT] = str(data.resolve())
        if as_of:
            os.environ[clock.ENVIRONMENT] = as_of
        found = listening.getsockname()[1]
        if found != (port or server.PORT):
            typer.echo(f"Port {server.PORT} is taken, so the board takes the next free one.")
        address = f"http://{'localhost' if host == '127.0.0.1' else host}:{found}"
        typer.echo(f"The board is at {address} (Ctrl-C stops it).")
        if wall and people:
            typer.echo("A screen on a wall needs a link of its own where people log in: sla-dash wall link NAME.")
        elif wall:
            typer.echo(f"A screen on a wall opens {address}/?wall=1: it goes round by itself, and nobody writes on it.")
        if people:
            typer.echo(f"People log in at {people.provider}, and open the board at {people.origin}.")
        with fresh.kept(load, every or fresh.EVERY, data, lambda line: say([line])):
            server.serve(listening, people, typer.echo)


def _make_ready(data: Path, load: Path | None, as_of: str | None) -> None:
    """Let a data folder hold something to look at, or room for what is loaded."""
    from sla_dash import access
    from sla_dash.load import retention, snapshot

    snapshot.tidy(data)
    if removed := retention.retire(data, retention.read(data), clock.now()):
        typer.echo(f"Removed, as no more are kept: {', '.join(removed)}.")
    if load:
        company.make_room(data)
    elif not places.snapshots(data):
        typer.echo(f"There are no records in {data} yet: building a made-up company to look at.")
        company.build(data, instant(as_of))
    if (known := history(data)).holds:
        _ = known.agreements  # a mistake in it is better said here than on the screen
    else:
        typer.echo(loading.NO_AGREEMENT)
    access.read(data)


@app.command()
def demo(data: Data = places.DATA, as_of: AsOf = None) -> None:
    """Load a made-up company that ends now, to see the board with every state on it."""
    company.build(data, instant(as_of))


@app.command()
def standup(
    data: Data = places.DATA,
    as_of: AsOf = None,
    form: Annotated[Format, typer.Option("--format", help="HTML is for a mail.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Print the stand-up: its sentences, numbers and bars."""
    from sla_dash.access import WHOLE
    from sla_dash.journal import Journal, fold, until
    from sla_dash.output import document, meeting

    decided = fold(until(Journal.of(data).entries(), instant(as_of)))

    def said(board: "Board") -> Iterable[str]:
        if as_json or form == "json":
            return json.dumps(document.standup(board, decided), indent=1).splitlines()
        day = meeting.day(board, decided, WHOLE)
        if form == "text":
            return meeting.text.lines(day)
        return (meeting.html.page(day) if form == "html" else meeting.markdown.page(day)).splitlines()

    say(asked(data, as_of, said))


@app.command()
def backtest(data: Data = places.DATA, as_of: AsOf = None) -> None:
    """Replay past months, and say how good the forecast of their delivery was."""
    from sla_dash.board import replay
    from sla_dash.words import backtest as words

    say(asked(data, as_of, lambda board: words.lines(list(replay.cases(board)), board.delivery.tolerance)))


def _refuse_strangers(signs: frozenset[str], agreements: "Agreements") -> None:
    """Raise ``AccessError`` where somebody signs for a role that no version names."""
    known = {role for terms in agreements.versions for role in terms.signers}
    if strange := sorted(signs - known):
        raise AccessError(
            f"access.toml: {', '.join(map(repr, strange))} is no role that signs the agreement.",
            advice=f"These do: {', '.join(map(repr, sorted(known))) or 'none'}.",
        )


@app.command()
def check(data: Data = places.DATA) -> None:
    """Check that the agreement and the records are sound."""
    from sla_dash import access, board, words
    from sla_dash.output.telling import addresses
    from sla_dash.records import queries, store

    entries.verify(data)
    named = access.read(data)
    if (data / addresses.FILE).exists():
        addresses.read(data)
    agreements, path = held(data), store.newest(data)
    _refuse_strangers(named.signs, agreements)
    terms.say_versions(agreements)
    snapshot = store.open_file(path)
    snapshot.read_whole()
    soundness = queries.records.soundness(snapshot)
    board.board(snapshot, agreements, clock.now())
    if soundness.lost:
        raise SlaDashError(
            f"{path.name}: {soundness.lost} rows are neither kept, rejected nor left out.",
            advice="Load the records again.",
        )
    counted = words.records.sum_line(soundness.rows_in, soundness.kept, soundness.rejected, soundness.left_out)
    typer.echo(f"{path.name}: sound; {counted}.")


def main() -> None:
    """Run the command line, and say the project's own errors in words."""
    try:
        app()
    except SlaDashError as error:
        _refuse(error)
    except OSError as error:
        _refuse(unable("This cannot be done", error))
    except Exception as error:  # whatever has no words yet
        if os.environ.get(TRACEBACK):
            raise
        said = f"{type(error).__name__}: {error}".partition("\n")[0]
        advice = f"Run it again with {TRACEBACK}=1 to see where, and report what that prints."
        _refuse(SlaDashError(f"This ended in a way that nobody has foreseen: {said}", advice=advice))


def _refuse(error: SlaDashError) -> None:
    say(str(error).splitlines(), to=sys.stderr)
    sys.exit(1)
