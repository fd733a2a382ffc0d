"""The newest snapshot of the records: found, opened read-only, and asked by the name of a query."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from sla_dash import places
from sla_dash.errors import DAMAGE, DamagedError, RecordsError
from sla_dash.load import snapshot
from sla_dash.sql import statement

ANSWERS_KEPT = 512
SETTINGS: Mapping[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "memory_limit": "512MB",
    "threads": 2,
}
Parameter = datetime | date | str | int | float | tuple[datetime | int | str | None, ...] | None
Row = tuple[Any, ...]
Key = tuple[str, tuple[tuple[str, Parameter], ...]]
"""A question: its name, and what it is asked with."""


_damaged: set[tuple[Path, int, int]] = set()
"""Files that could not be read whole, each as it was then."""


def newest(data: Path) -> Path:
    """Return the newest snapshot of a data folder by its resolved path, of those not known to be damaged.

    Raises ``RecordsError`` when there is none.
    """
    found = [path.resolve() for path in places.snapshots(data)]
    whole = [path for path in found if _as_it_is(path) not in _damaged]
    if whole:
        return whole[-1]
    advice = "Run `sla-dash load FOLDER`, or `sla-dash demo` for a made-up company."
    if found:
        raise RecordsError(f"None of the {len(found)} files of records in {data} can be read whole.", advice=advice)
    raise RecordsError(f"There are no records in {data}.", advice=advice)


def passed_over(data: Path) -> list[str]:
    """Name the damaged snapshots that are newer than the one in use."""
    used = newest(data).name
    return [path.name for path in places.snapshots(data) if path.name > used]


def _as_it_is(path: Path) -> tuple[Path, int, int]:
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size


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
    Every question may find that the file is damaged, and then raises ``DamagedError``.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None = None) -> None:
        self._connection = connection
        self._path = path
        self._answers: OrderedDict[Key, list[Row]] = OrderedDict()
        self._asking: dict[Key, Lock] = {}
        self._lock = Lock()

    def rows(self, query: str, **parameters: Parameter) -> list[Row]:
        """Return the rows of a query; instants are naive UTC on both sides, a tuple is a list of SQL."""
        key = query, tuple(sorted(parameters.items()))
        asked, question = _asked.get(), Asked(query, parameters)
        if asked is not None and question not in asked:
            asked.append(question)
        with self._turn(key):
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return self._answers[key]
            _, found = self.table(query, **parameters)
            with self._lock:
                self._answers[key] = found
                while len(self._answers) > ANSWERS_KEPT:
                    self._answers.popitem(last=False)
            return found

    @contextmanager
    def _turn(self, key: Key) -> Iterator[None]:
        """Let whoever asks the same meanwhile wait for the first."""
        with self._lock:
            asking = self._asking.setdefault(key, Lock())
        try:
            with asking:
                yield
        finally:
            with self._lock:
                self._asking.pop(key, None)

    def table(self, query: str, **parameters: Parameter) -> tuple[list[str], list[Row]]:
        """Return the column names and the rows of a query, which are not kept: for a file that somebody asked for."""
        # a connection itself must not be shared by threads
        with _damage(self._path), self._connection.cursor() as cursor:
            found = cursor.execute(_parsed(query, cursor), _bound(parameters))
            return [column[0] for column in found.description or ()], found.fetchall()

    @cached_property
    def prepared(self) -> tuple[datetime | None, datetime | None]:
        """Between which instants what loading prepared holds, the second excluded; None where there is no bound."""
        _, found = self.table("prepared_between")
        return found[0][0], found[0][1]

    def read_whole(self) -> None:
        """Read every value of the file once."""
        with _damage(self._path), self._connection.cursor() as cursor:
            snapshot.read_whole(cursor)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


_statements: dict[str, duckdb.Statement] = {}
"""What has been asked, as DuckDB reads it: its text need not be read again."""


def _parsed(query: str, cursor: duckdb.DuckDBPyConnection) -> duckdb.Statement:
    """Return the one statement of a query, which no connection holds."""
    if query not in _statements:
        (_statements[query],) = cursor.extract_statements(statement(query))
    return _statements[query]


def _bound(parameters: Mapping[str, Parameter]) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}


@contextmanager
def _damage(path: Path | None) -> Iterator[None]:
    """Tell damage from other errors, and keep it in mind."""
    try:
        yield
    except duckdb.Error as error:
        if path is None or not DAMAGE.search(str(error)):
            raise
        _damaged.add(_as_it_is(path))
        raise DamagedError(
            f"{path.name} is damaged and cannot be read whole.",
            advice="The records before it are shown from now on. Load them again, or remove the file.",
        ) from error


@contextmanager
def _refusal(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.IOException as error:
        if DAMAGE.search(str(error)):
            raise
        cause = str(error).splitlines()[0].rpartition(": ")[2]
        raise RecordsError(
            f"{path.name} cannot be opened: {cause}.", advice="Give its reader the right to read it, or load again."
        ) from error


def open_file(path: Path) -> Snapshot:
    """Open a snapshot file read-only, with nothing reachable but the file itself.

    Raises ``DamagedError`` where it is none, and ``RecordsError`` where it may not be opened.
    """
    with _damage(path), _refusal(path):
        connection = duckdb.connect(path, read_only=True, config=dict(SETTINGS))
        if connection.execute("select current_setting('lock_configuration')").fetchone() == (False,):
            # A second opening in the same process shares the settings of the first, locked already.
            connection.execute("set TimeZone = 'UTC'")
            connection.execute("set enable_progress_bar = false")  # it would stand in the middle of JSON
            connection.execute("set lock_configuration = true")
    return Snapshot(connection, path)
