"""The newest snapshot of the records: found, opened read-only, and asked by the name of a query."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from sla_dash.errors import RecordsError

PATTERN = "records-*.duckdb"
ANSWERS_KEPT = 512
INCLUDE = re.compile(r"^-- include (\w+)\n", re.MULTILINE)
NEXT_WITH = re.compile(r"^\)\n((?:--.*\n)*)with ", re.MULTILINE)
SETTINGS: Mapping[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "memory_limit": "512MB",
    "threads": 2,
}
Parameter = datetime | date | str | int | float | tuple[datetime | int | None, ...] | None
Row = tuple[Any, ...]


def newest(data: Path) -> Path:
    """Return the newest snapshot of a data folder by its resolved path.

    Raises ``RecordsError`` when there is none.
    """
    found = sorted(data.glob(PATTERN))
    if not found:
        raise RecordsError(
            f"There are no records in {data}.",
            advice="Run `sla-dash load FOLDER --mapping FILE`, or `sla-dash demo` for a made-up company.",
        )
    return found[-1].resolve()


@cache
def statement(query: str) -> str:
    """Return the SQL of a query by its name.

    A line ``-- include part`` stands for ``sql/parts/part.sql``: what a list and its counts have in common is written
    once, so that they cannot come to differ. Parts and what includes them each begin with ``with``; here it is one.
    """
    text = files("sla_dash.records").joinpath("sql", f"{query}.sql").read_text("utf-8")
    whole = INCLUDE.sub(lambda found: statement(f"parts/{found[1]}"), text)
    return NEXT_WITH.sub(r"),\n\1", whole)


_asked: ContextVar[list["Asked"] | None] = ContextVar("asked", default=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to a snapshot: what "how is this counted?" shows."""

    query: str
    parameters: Mapping[str, Parameter]


@contextmanager
def traced() -> Iterator[list[Asked]]:
    """Collect the questions asked inside, in their order, each once; those answered from memory too."""
    asked: list[Asked] = []
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


def in_full(asked: Sequence[Asked], query: str | None = None, **changed: Parameter) -> Asked | None:
    """Return the last question asked without the limit on how many are listed; None where nothing was asked.

    ``query`` is another one that lists what the question counts; it is asked with what it shares of the parameters.
    """
    if not asked:
        return None
    named = query or asked[-1].query
    parameters = {**asked[-1].parameters, "most": None, **changed}
    wanted = set(re.findall(r"\$(\w+)", statement(named)))
    return Asked(named, {name: value for name, value in parameters.items() if name in wanted})


class Snapshot:
    """One file of records, which never changes; safe to share between threads.

    Answers are kept: the file is immutable and ``as_of`` is among the parameters, so a key never goes stale.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._answers: OrderedDict[tuple[str, tuple[tuple[str, Parameter], ...]], list[Row]] = OrderedDict()
        self._lock = Lock()

    def rows(self, query: str, **parameters: Parameter) -> list[Row]:
        """Return the rows of a query; instants are naive UTC on both sides, a tuple is a list of SQL."""
        key = query, tuple(sorted(parameters.items()))
        asked, question = _asked.get(), Asked(query, parameters)
        if asked is not None and question not in asked:
            asked.append(question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        with self._connection.cursor() as cursor:  # a connection itself must not be shared by threads
            found: list[Row] = cursor.execute(statement(query), _bound(parameters)).fetchall()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
        return found

    def table(self, query: str, **parameters: Parameter) -> tuple[list[str], list[Row]]:
        """Return the column names and the rows of a query, which are not kept: for a file that somebody asked for."""
        with self._connection.cursor() as cursor:
            found = cursor.execute(statement(query), _bound(parameters))
            return [column[0] for column in found.description or ()], found.fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _bound(parameters: Mapping[str, Parameter]) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}


def open_file(path: Path) -> Snapshot:
    """Open a snapshot file read-only, with nothing reachable but the file itself."""
    try:
        connection = duckdb.connect(path, read_only=True, config=dict(SETTINGS))
        if connection.execute("select current_setting('lock_configuration')").fetchone() == (False,):
            # A second opening in the same process shares the settings of the first, locked already.
            connection.execute("set TimeZone = 'UTC'")
            connection.execute("set enable_progress_bar = false")  # it would stand in the middle of JSON
            connection.execute("set lock_configuration = true")
    except duckdb.Error as error:
        raise RecordsError(
            f"{path.name} cannot be opened: {str(error).splitlines()[0]}",
            advice="Load the records again, or remove the file to fall back to the one before it.",
        ) from error
    return Snapshot(connection)
