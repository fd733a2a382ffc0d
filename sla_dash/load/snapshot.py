"""Snapshot files: written aside under a lock, and renamed when they are whole."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import TextIO

import duckdb

from sla_dash import clock, places
from sla_dash.errors import BusyError, RecordsError

_STAMP = "%Y%m%dT%H%M%SZ"
OWN = 0o600
"""Whose records they are, and nobody else's to read: they hold names."""
MEMORY = "700MB"
ROWS_APART = 61_440
"""Of a table, read by one thread at a time: half of what DuckDB takes, so that two threads share what a month holds."""
AGAIN = 0.1
"""Seconds until a lock is tried again."""
DROPPED = ".dropped-"
"""How the folders begin in which files lie that somebody dropped in a browser …"""
LEFT = 24 * 3600
"""… and after how many seconds nobody comes back to them."""


@contextlib.contextmanager
def workplace(data: Path, name: str = "loading", patience: float = 0) -> Iterator[Path]:
    """Lock the data folder for one work and lend an empty folder in it, removed at the end.

    Another work that holds the lock is waited for, so many seconds.
    Leftovers of one that was killed are removed first. The system releases the lock when the process ends,
    however it ends. Raises ``BusyError`` while another holds the lock.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / f"{name}.lock").open("a") as lock:
        until = monotonic() + patience
        while not _locked(lock):
            if monotonic() >= until:
                raise BusyError(
                    f"Another load is writing to {data}.", advice="Wait until it has ended, then load again."
                )
            sleep(AGAIN)
        work = data / f".{name}"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _locked(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def tidy(data: Path) -> None:
    """Remove what killed works and lost sessions left in a data folder, but for the works that go on now."""
    for dropped in data.glob(f"{DROPPED}*"):
        if clock.now().timestamp() - dropped.stat().st_mtime > LEFT:
            shutil.rmtree(dropped, ignore_errors=True)
    for name in ("loading", "making", "asking", "trying"):
        with contextlib.suppress(OSError, RecordsError):
            if (data / f".{name}").exists():
                with workplace(data, name):
                    pass


@contextlib.contextmanager
def building(work: Path, start: Path | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Open a connection whose tables go to a new database file in ``work``; temporary ones stay out of it.

    ``start`` is a snapshot to begin with; None begins with nothing. Every statement is a transaction of its own: nobody
    else sees the file before it is whole, and DuckDB does not find all rows of a large table in what wrote them.
    """
    path = work / "building.duckdb"
    if start:
        shutil.copy(start, path)
    with _connected(work) as connection:
        _attach(connection, path, "building")
        connection.execute("use building")
        yield connection, path


@contextlib.contextmanager
def _connected(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(work / "spill"),
        "autoinstall_known_extensions": False,
    }
    with contextlib.closing(duckdb.connect(config=settings)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        # Slow statements would draw a bar of their own on standard output.
        connection.execute("set enable_progress_bar = false")
        yield connection


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    location = str(path).replace("'", "''")
    # ATTACH takes no parameters. The storage version lets older clients read the file.
    options = f"storage_version 'v1.5.0', row_group_size {ROWS_APART}"
    connection.execute(f"attach '{location}' as {name} ({options})")


def copied(path: Path) -> Path:
    """Copy a closed database row by row to a new file beside it, and return that.

    The file itself still holds, on pages that are free again, what was changed or removed in it; the new one does not.
    """
    target = path.with_name("copied.duckdb")
    target.unlink(missing_ok=True)
    with _connected(path.parent) as connection:
        _attach(connection, path, "old")
        _attach(connection, target, "new")
        connection.execute("copy from database old to new")
        counted = [_counted(connection, name) for name in ("old", "new")]
        if counted[0] != counted[1]:
            raise AssertionError(f"rows were lost or doubled in a copy: {counted}")
        connection.execute("use new")
        read_whole(connection)
        connection.execute("checkpoint new")
        connection.execute("use memory")
        connection.execute("detach new")
    return target


def _counted(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[int, ...] | None]:
    listed = "select table_name from duckdb_tables() where database_name = ?"
    return {
        name: connection.execute(f'select count(*) from {database}.main."{name}"').fetchone()  # noqa: S608 - our own tables
        for (name,) in sorted(connection.execute(listed, [database]).fetchall())
    }


def read_whole(connection: duckdb.DuckDBPyConnection) -> None:
    """Read every value of a snapshot once: what is damaged raises an error of DuckDB's that ``errors.DAMAGE`` knows."""
    listed = "select table_name from duckdb_tables() where not temporary and database_name = current_database()"
    for (name,) in connection.execute(listed).fetchall():
        connection.execute(f'select bit_xor(hash(whole)) from "{name}" whole').fetchall()  # noqa: S608 - our own tables


def close(connection: duckdb.DuckDBPyConnection) -> None:
    """Write everything into the database file and let go of it."""
    connection.execute("checkpoint building")
    connection.execute("use memory")
    connection.execute("detach building")


def publish(path: Path, data: Path, now: datetime) -> Path:
    """Give a whole database file its name among the snapshots, last of all."""
    return settle(path, data / _name_after(now, data))


def settle(path: Path, target: Path) -> Path:
    """Put a whole file of records in its place, for its owner alone; a power cut leaves it or what was there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.chmod(OWN)
    path.rename(target)
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return target


def _name_after(now: datetime, data: Path) -> str:
    """Name a snapshot by its instant, so that it sorts after all present ones even if a clock went back.

    The name of one that was put aside in a folder there is not used again: who has that open would not see this one.
    """
    stamp, number = now.astimezone(UTC).strftime(_STAMP), 1
    present, aside = places.snapshots(data), {path.name for path in data.glob("*/records-*")}
    newest = places.SNAPSHOT.fullmatch(present[-1].name) if present else None
    if newest and newest[1] >= stamp:
        stamp, number = newest[1], int(newest[2] or 1) + 1
    while (name := named(stamp, number)) in aside:
        number += 1
    return name


def named(stamp: str, number: int) -> str:
    """Name the snapshot that is the first, second … of its second."""
    return f"records-{stamp}.duckdb" if number == 1 else f"records-{stamp}_{number:03}.duckdb"
