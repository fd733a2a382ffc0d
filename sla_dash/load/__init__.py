"""From the files of a CRM to a snapshot of typed records."""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import duckdb

from sla_dash import places
from sla_dash.agreement import Agreements
from sla_dash.errors import DAMAGE, RecordsError, refusals
from sla_dash.load import canonical, facts, first, landing, reading, snapshot, typed, zones
from sla_dash.load import mapping as mappings
from sla_dash.load.report import Doubt, File, Rejects, Report
from sla_dash.load.sources import preflight, staging

__all__ = ["Doubt", "File", "Rejects", "Report", "again", "records", "under"]

Progress = Callable[[str, float], None]
"""Told the step in words and the share done, 0 to 1."""
MOST_KINDS = 200
"""Streams and lead types that are told apart; a page and a report grow with each."""
READ, LANDED, PREPARED = 0.6, 0.7, 0.95
"""Shares of the whole by then."""

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
    if not folder.is_dir():
        raise RecordsError(f"There is no folder {folder}.", advice="Give the folder that holds the exported files.")
    mapped = mappings.read(mapping)
    found = {
        table.name: preflight.find(folder, table.name, part.files)
        for table, part in mapped.tables()
        if part and part.files
    }
    naive = now.astimezone(UTC).replace(tzinfo=None)
    with _failures_in_words(data), snapshot.workplace(data) as work:
        with snapshot.building(work) as (connection, path):
            _prepare_reading(connection, mapped, now)
            ignored = _read(connection, mapped, found, work, naive, progress)
            progress("writing the records", READ)
            connection.execute("begin")
            _land(connection, mapped)
            held = agreements or first.provisional(connection)
            landing.run(connection, "quality", now=naive)
            landing.run(connection, "words")
            landing.run(connection, "often")
            landing.run(
                connection,
                "latest",
                now=naive,
                mapping=mapping.name,
                agreement=canonical.stamp(held.fingerprint),
                lead_url=mapped.crm.lead_url,
            )
            landing.run(connection, "ahead")
            part = PREPARED - LANDED
            facts.prepare(connection, held, now, lambda done: progress("preparing the facts", LANDED + part * done))
            report = _report(connection, path, mapped, ignored)
            connection.execute("commit")
            progress("closing the snapshot", PREPARED)
            snapshot.close(connection)
        target = snapshot.publish(path, data, now)
    progress("done", 1.0)
    return dataclasses.replace(report, path=target)


def again(data: Path, agreements: Agreements | None, now: datetime, *, progress: Progress = silent) -> Path:
    """Prepare the newest records under these agreements, as a new snapshot whose path is returned.

    Without any, they are prepared under terms that promise nothing.
    """
    with _failures_in_words(data), snapshot.workplace(data) as work:
        path = _prepared(work, data, agreements, now, progress)
        progress("done", 1.0)
        return snapshot.publish(path, data, now)


@contextlib.contextmanager
def under(data: Path, agreements: Agreements, now: datetime, *, progress: Progress = silent) -> Iterator[Path]:
    """Lend the newest records prepared under other agreements, aside; what opens the file must close it before."""
    with snapshot.workplace(data, "asking") as work:
        with _failures_in_words(data):
            path = _prepared(work, data, agreements, now, progress)
        yield path


def _prepared(work: Path, data: Path, agreements: Agreements | None, now: datetime, progress: Progress) -> Path:
    present = places.snapshots(data)
    if not present:
        raise RecordsError(f"There are no records in {data}.", advice="Load some with a folder and --mapping.")
    with _damage_in_words(present[-1].name), snapshot.building(work, present[-1]) as (connection, path):
        progress("reading the records", 0.0)
        snapshot.read_whole(connection)
        _refuse_older(connection, present[-1].name)
        connection.execute("begin")
        connection.execute("create table if not exists mapped_zones (zone varchar not null)")
        held = agreements or first.provisional(connection)
        facts.prepare(connection, held, now, lambda done: progress("preparing the facts", PREPARED * done))
        connection.execute("update load set agreement = ?", [canonical.stamp(held.fingerprint)])
        connection.execute("commit")
        progress("closing the snapshot", PREPARED)
        snapshot.close(connection)
    return path


@contextlib.contextmanager
def _damage_in_words(name: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if not DAMAGE.search(str(error)):
            raise
        raise RecordsError(
            f"{name} is damaged and cannot be read whole.",
            advice="Remove it to prepare the records before it, or load again with a folder and --mapping.",
        ) from error


def _refuse_older(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Refuse records in which a column is missing that rests on what stood in their files."""
    found = connection.execute("select table_name, column_name from duckdb_columns()").fetchall()
    if not {(table.name, column) for table in canonical.TABLES for column in table.stored} <= set(found):
        raise RecordsError(
            f"The records in {name} were loaded by an older version of the board, which kept less of their files.",
            advice="Load them again with a folder and --mapping.",
        )


def _prepare_reading(connection: duckdb.DuckDBPyConnection, mapped: mappings.Mapping, now: datetime) -> None:
    landing.run(connection, "working")
    landing.run(connection, "macros")
    first, last = reading.FIRST.date() - zones.DAY, now.date() + reading.AHEAD + 2 * zones.DAY
    for name in sorted(mapped.zones()):
        columns = zones.columns(ZoneInfo(name), first, last)
        connection.register("days", columns)
        connection.execute(
            "insert into offsets select ?, cast(day as date), seconds, change_at, later, ends_at from days", [name]
        )
        connection.unregister("days")
    if mapped.reps and "timezone" in mapped.reps.columns:
        connection.execute("insert into zone_names select unnest(?)", [sorted(available_timezones())])


def _read(
    connection: duckdb.DuckDBPyConnection,
    mapped: mappings.Mapping,
    found: dict[str, list[preflight.Found]],
    work: Path,
    now: datetime,
    progress: Progress,
) -> tuple[str, ...]:
    """Read every file into typed rows and return, in words, the source columns that were not used."""
    total = sum(file.size for files in found.values() for file in files)
    done = source = 0
    ignored: list[str] = []
    for table, part in mapped.tables():
        typed.create(connection, table)
        for file in found.get(table.name, []):
            progress(f"reading {file.name}", READ * done / total)
            if part is not None:
                wanted = preflight.Wanted({name: (name,) for name in part.wanted})
                staged = staging.stage(connection, source, file, part, wanted, work)
                typed.fill(connection, source, table, part, staged, now)
                if staged.ignored:
                    ignored.append(f"{file.name}: {', '.join(staged.ignored)}")
            source += 1
            done += file.size
        landing.reject_repeats(connection, table)
    return tuple(ignored)


def _land(connection: duckdb.DuckDBPyConnection, mapped: mappings.Mapping) -> None:
    landing.run(connection, "tables")
    connection.execute("insert into mapped_zones select unnest(?)", [sorted(mapped.zones())])
    for table in canonical.TABLES:
        landing.land(connection, table)
    landing.run(connection, "rejects")
    landing.run(connection, "files")
    landing.refuse_losses(connection)
    _refuse_no_lead(connection)
    _refuse_kinds(connection)


def _refuse_kinds(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse more kinds of leads than a board can hold: a column of ids or of prose, mapped by mistake, looks so."""
    kinds, stream, lead_type = landing.run(connection, "kinds").fetchone() or (0, None, None)
    if kinds > MOST_KINDS:
        raise RecordsError(
            f"The records hold {kinds:,} kinds of leads, such as {stream or '(none)'} · {lead_type or '(none)'}; "
            f"a board holds at most {MOST_KINDS}. The previous records stay in use.",
            advice="Check which columns are mapped to stream and lead_type, or put names together under values.",
        )


def _refuse_no_lead(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse to replace the records in use by none of a table: a mapping that does not fit looks like that."""
    for table in canonical.TABLES:
        came, kept = connection.execute(
            "select coalesce(sum(rows_in), 0), coalesce(sum(rows_kept), 0) from files where table_name = $table",
            {"table": table.name},
        ).fetchone() or (0, 0)
        if kept or (not came and table is not canonical.LEADS):
            continue
        reasons = [rejects.in_words() for rejects in _rejects(connection) if rejects.table == table.name]
        noun = table.name.removesuffix("s").removesuffix("e") if table is canonical.TOUCHES else table.name[:-1]
        raise RecordsError(
            "\n- ".join([f"No {noun} could be loaded; the previous records stay in use.", *reasons]),
            advice=f"Check the {table.name} files" + (" and their mapping." if reasons else ": they hold no row."),
        )


def _report(
    connection: duckdb.DuckDBPyConnection, path: Path, mapped: mappings.Mapping, ignored: tuple[str, ...]
) -> Report:
    files = connection.execute("select table_name, file, rows_in, rows_kept, rows_rejected from files").fetchall()
    doubts = connection.execute("select check_name, table_name, rows, example, meaning from quality").fetchall()
    return Report(
        path=path,
        files=tuple(File(*row) for row in files),
        rejects=_rejects(connection),
        missing=tuple(_missing(mapped)),
        ignored=ignored,
        quality=tuple(Doubt(*row) for row in doubts),
    )


def _rejects(connection: duckdb.DuckDBPyConnection) -> tuple[Rejects, ...]:
    return tuple(Rejects(*row) for row in landing.run(connection, "report").fetchall())


def _missing(mapped: mappings.Mapping) -> Iterator[str]:
    for table, part in mapped.tables():
        if part is None:
            yield f"{table.name}: {table.without}"
            continue
        for column in table.columns:
            if column.without and column.name not in part.given:
                yield f"{table.name}.{column.name}: {column.without}"


def _failures_in_words(data: Path) -> contextlib.AbstractContextManager[None]:
    """Turn a full disk, exhausted memory or a vanished file into a message; the previous snapshot is untouched."""
    kept = "The previous records stay in use. "
    return refusals(f"The records could not be loaded into {data}", _REFUSED, besides=kept)
