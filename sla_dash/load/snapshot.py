"""Snapshot files: written aside under a lock, renamed when they are whole, the last five kept."""

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from sla_dash.errors import RecordsError

KEPT = 5
PATTERN = "records-*.duckdb"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"records-(\d{8}T\d{6}Z)(?:_(\d{3}))?\.duckdb")
_LOCK = "loading.lock"
_WORK = ".loading"
MEMORY = "2GB"


@contextlib.contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """Lock the data folder for one load and lend an empty folder in it, removed at the end.

    Leftovers of a load that was killed are removed first. The system releases the lock when the process ends,
    however it ends. Raises ``RecordsError`` while another load holds the lock.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RecordsError(
                f"Another load is writing to {data}.", advice="Wait until it has ended, then load again."
            ) from error
        work = data / _WORK
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def building(work: Path, start: Path | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Open a connection whose tables go to a new database file in ``work``; temporary ones stay out of it.

    ``start`` is a snapshot to begin with; None begins with nothing.
    """
    path = work / "building.duckdb"
    if start:
        shutil.copy(start, path)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(work / "spill"),
        "autoinstall_known_extensions": False,
    }
    with contextlib.closing(duckdb.connect(config=settings)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        # Slow statements would draw a bar of their own on standard output.
        connection.execute("set enable_progress_bar = false")
        location = str(path).replace("'", "''")
        # ATTACH takes no parameters. The storage version lets older clients read the file.
        connection.execute(f"attach '{location}' as building (storage_version 'v1.5.0')")
        connection.execute("use building")
        yield connection, path


def close(connection: duckdb.DuckDBPyConnection) -> None:
    """Write everything into the database file and let go of it."""
    connection.execute("checkpoint building")
    connection.execute("use memory")
    connection.execute("detach building")


def publish(path: Path, data: Path, now: datetime) -> Path:
    """Give a whole database file its name among the snapshots, last of all, and remove the oldest ones."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    target = data / _name_after(now, all_of(data))
    path.rename(target)
    directory = os.open(data, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    for old in all_of(data)[:-KEPT]:
        old.unlink()
    return target


def all_of(data: Path) -> list[Path]:
    """List the snapshots of a data folder, the newest last."""
    return sorted(path for path in data.glob(PATTERN) if _NAME.fullmatch(path.name))


def _name_after(now: datetime, present: list[Path]) -> str:
    """Name a snapshot by its instant, so that it sorts after all present ones even if a clock went back."""
    stamp, number = now.astimezone(UTC).strftime(_STAMP), 1
    newest = _NAME.fullmatch(present[-1].name) if present else None
    if newest and newest[1] >= stamp:
        stamp, number = newest[1], int(newest[2] or 1) + 1
    return f"records-{stamp}.duckdb" if number == 1 else f"records-{stamp}_{number:03}.duckdb"
