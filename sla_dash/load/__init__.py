"""From the files of a CRM to a snapshot of typed records."""

import contextlib
import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import duckdb

from sla_dash import places
from sla_dash.agreement import Agreements
from sla_dash.errors import DAMAGE, RecordsError, refusals
from sla_dash.load import (
    canonical,
    facts,
    failed,
    first,
    forgetting,
    forgotten,
    instants,
    landing,
    person,
    proposal,
    retention,
    rows,
    snapshot,
    zones,
)
from sla_dash.load import mapping as mappings
from sla_dash.load.mapping import answers
from sla_dash.load.report import Asked, Doubt, File, Rejects, Report
from sla_dash.load.rows import Progress

__all__ = [
    "Asked",
    "Doubt",
    "File",
    "Progress",
    "Rejects",
    "Report",
    "again",
    "failed",
    "records",
    "rehearsed",
    "under",
]

READ, LANDED, PREPARED = 0.6, 0.7, 0.95
"""Shares of the whole by then."""
PATIENCE = 60
"""Seconds that who signs waits for a load that goes on."""

_REFUSED = (
    OSError,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.TransactionException,
)
"""What is raised where the system refuses to read or write; the last one where a commit cannot."""


def silent(step: str, share: float) -> None:
    """Say nothing of the progress."""


def records(
    folder: Path,
    mapping: Path,
    data: Path,
    agreements: Agreements | None,
    *,
    now: datetime,
    progress: Progress = silent,
) -> Report:
    """Load the records of a folder into a new snapshot in ``data`` and report what became of every row.

    Without agreements they are prepared under terms that promise nothing. Until the new snapshot is whole, the previous
    one stays in use, whatever happens. Raises ``MappingError`` or ``RecordsError`` when nothing can be loaded; single
    rows that cannot be read are rejected instead.
    """
    read = mappings.read(mapping)
    with failures_in_words(data), snapshot.workplace(data) as work:
        keep = retention.read(data)
        key = person.key(data)
        path, report = _built(work, data, key, folder, read, mapping.name, agreements, now, progress)
        target = snapshot.publish(path, data, now)
        failed.clear(data)
        removed = retention.retire(data, keep, now)
    progress("done", 1.0)
    return dataclasses.replace(report, path=target, removed=removed)


@contextlib.contextmanager
def rehearsed(
    folder: Path,
    mapping: Path,
    data: Path,
    agreements: Agreements | None,
    *,
    now: datetime,
    progress: Progress = silent,
) -> Iterator[Report]:
    """Lend what ``records`` would load, aside, and its report: nothing of it stays.

    What opens the snapshot that the report names must close it before. Raises as ``records`` does.
    """
    read = mappings.read(mapping)
    with snapshot.workplace(data, "trying") as work:
        with failures_in_words(data):
            key = person.lent(data, work)
            path, report = _built(work, data, key, folder, read, mapping.name, agreements, now, progress)
        yield dataclasses.replace(report, path=path)


def _built(
    work: Path,
    data: Path,
    key: bytes,
    folder: Path,
    read: mappings.Mapping,
    name: str,
    agreements: Agreements | None,
    now: datetime,
    progress: Progress,
) -> tuple[Path, Report]:
    """Build a snapshot aside; return where it is and what became of every row."""
    if not folder.is_dir():
        raise RecordsError(f"There is no folder {folder}.", advice="Give the folder that holds the exported files.")
    asked, granted = answers.granted(proposal.fit(folder, read), answers.known(agreements, now))
    mapped = answers.placed(asked)
    found = rows.found(folder, mapped)
    total = sum(file.size for files in found.values() for file in files) or 1
    naive = now.astimezone(UTC).replace(tzinfo=None)
    with snapshot.building(work) as (connection, path):
        left_out = forgotten.read(data, key)
        _prepare_reading(connection, mapped, now, key)
        reading = rows.Reading(
            connection, mapped, found, work, naive, lambda step, done: progress(step, READ * done / total)
        )
        reading.all()
        nameless = forgotten.take_out(connection, left_out)
        progress("writing the records", READ)
        rows.land(connection, mapped)
        held = agreements or first.provisional(connection)
        landing.doubt(connection, naive)
        landing.note(connection, naive)
        landing.let_go(connection)
        landing.run(
            connection,
            "latest",
            now=naive,
            mapping=name,
            agreement=canonical.stamp(held.fingerprint),
            lead_url=mapped.crm.lead_url,
        )
        landing.run(connection, "ahead")
        part = PREPARED - LANDED
        facts.prepare(connection, held, now, lambda done: progress("preparing the facts", LANDED + part * done))
        report = landing.report(connection, path, mapped, granted, reading.absent, reading.ignored, nameless)
        progress("closing the snapshot", PREPARED)
        snapshot.close(connection)
    return path, report


def again(data: Path, agreements: Agreements | None, now: datetime, *, progress: Progress = silent) -> Path:
    """Prepare the newest records under these agreements, as a new snapshot whose path is returned.

    Without any, they are prepared under terms that promise nothing. A load that goes on is waited for, as it may have
    begun under other terms; ``BusyError`` where it takes longer than ``PATIENCE``.
    """
    with failures_in_words(data), snapshot.workplace(data, patience=PATIENCE) as work:
        keep = retention.read(data)
        path = snapshot.publish(_prepared(work, data, agreements, now, progress), data, now)
        retention.retire(data, keep, now)
    progress("done", 1.0)
    return path


@contextlib.contextmanager
def under(data: Path, agreements: Agreements, now: datetime, *, progress: Progress = silent) -> Iterator[Path]:
    """Lend the newest records prepared under other agreements, aside; what opens the file must close it before."""
    with snapshot.workplace(data, "asking") as work:
        with failures_in_words(data):
            path = _prepared(work, data, agreements, now, progress)
        yield path


def _prepared(work: Path, data: Path, agreements: Agreements | None, now: datetime, progress: Progress) -> Path:
    present = places.snapshots(data)
    if not present:
        raise RecordsError(
            f"There are no records in {data}.", advice="Load some: `sla-dash load FOLDER`, or the page Load records."
        )
    with _damage_in_words(present[-1].name), snapshot.building(work, present[-1]) as (connection, path):
        progress("reading the records", 0.0)
        snapshot.read_whole(connection)
        person.teach(connection, person.key(data))
        aged = forgetting.upgrade(connection)
        _refuse_older(connection, present[-1].name)
        connection.execute("create table if not exists mapped_zones (zone varchar not null)")
        connection.execute("alter table rejects add column if not exists rows bigint default 1")
        _refuse_lake(connection)
        held = agreements or first.provisional(connection)
        facts.prepare(connection, held, now, lambda done: progress("preparing the facts", PREPARED * done))
        connection.execute("update load set agreement = ?", [canonical.stamp(held.fingerprint)])
        progress("closing the snapshot", PREPARED)
        snapshot.close(connection)
    return snapshot.copied(path) if aged else path


@contextlib.contextmanager
def _damage_in_words(name: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if not DAMAGE.search(str(error)):
            raise
        raise RecordsError(
            f"{name} is damaged and cannot be read whole.",
            advice="Remove it to prepare the records before it, or load their files again.",
        ) from error


def _refuse_older(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Refuse records in which a column is missing that rests on what stood in their files."""
    found = connection.execute("select table_name, column_name from duckdb_columns()").fetchall()
    if not {(table.name, column) for table in canonical.TABLES for column in table.stored} <= set(found):
        raise RecordsError(
            f"The records in {name} were loaded by an older version of the board, which kept less of their files.",
            advice="Load them again from their files.",
        )


def _refuse_lake(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse records whose touches have stayed in the lake that they came from: no facts can be made without them."""
    counted = connection.execute("select 1 from duckdb_tables() where table_name = 'touched'").fetchone()
    stayed = "select touches > (select count(*) from touches) from touched"
    if counted and connection.execute(stayed).fetchone() == (True,):
        raise RecordsError(
            "These records came from a lake, and their touches have stayed there.",
            advice="Load them again with `sla-dash load --spark`; until then they stay as they were prepared.",
        )


def _prepare_reading(
    connection: duckdb.DuckDBPyConnection, mapped: mappings.Mapping, now: datetime, key: bytes
) -> None:
    person.teach(connection, key)
    landing.run(connection, "working")
    landing.run(connection, "macros")
    first, last = instants.offset_days(now.date())
    for name in sorted(mapped.zones()):
        columns = zones.columns(ZoneInfo(name), first, last)
        connection.register("days", columns)
        connection.execute(
            "insert into offsets select ?, cast(day as date), seconds, change_at, later, ends_at from days", [name]
        )
        connection.unregister("days")
    if mapped.reps and "timezone" in mapped.reps.columns:
        connection.execute("insert into zone_names select unnest(?)", [sorted(available_timezones())])


def failures_in_words(data: Path) -> contextlib.AbstractContextManager[None]:
    """Turn a full disk, exhausted memory or a vanished file into a message; the previous snapshot is untouched."""
    kept = "The previous records stay in use. "
    return refusals(f"The records could not be loaded into {data}", _REFUSED, besides=kept)
