"""Files that are databases themselves, of DuckDB or of SQLite: opened to be read alone, and asked by a query."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from urllib.parse import quote

import duckdb

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load.sources import preflight, values
from sla_dash.load.sources.asked import Answer
from sla_dash.load.sources.staged import BATCH, Job, Staged

PATIENCE = 5.0
"""Seconds to wait for another program that writes to a file of SQLite."""
_MEMORY = "1GB"
_ASKED = "asked_by_the_mapping"
_WAL = b"\x02\x02"
"""At bytes 18 and 19 of a file of SQLite that is written by way of a log."""


def stage_duckdb(job: Job) -> tuple[Staged, int]:
    """Stage the answer of a DuckDB file to the query: parts of structures as columns, lists and maps as JSON."""
    with _duckdb(job) as file:
        query = _query(job, [row[0] for row in file.execute(_DUCKDB_TABLES).fetchall()])
        try:
            statements = file.extract_statements(query)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise _no_select(job)
            file.execute(f"create temp view {_ASKED} as {statements[0].query}")
            described = file.sql(f"from {_ASKED}")
            leaves = values.leaves([(name, name, type_) for name, type_ in _columns(described)])
            answer = Answer(job, tuple(leaf.name for leaf in leaves))
            texts = ", ".join(f"{leaves[place].text} as s{place}" for place in answer.used)
            file.execute(f"select {texts or '1'} from {_ASKED}")  # noqa: S608 - quoted names
            while rows := file.fetchmany(BATCH):
                answer.add_texts(rows)
        except (duckdb.IOException, duckdb.OutOfMemoryException):
            raise
        except duckdb.Error as error:
            raise _cannot(job, error) from error
    return answer.staged({place: leaf.type for place, leaf in enumerate(leaves) if values.is_date(leaf.type)})


def stage_sqlite(job: Job) -> tuple[Staged, int]:
    """Stage the answer of an SQLite file to the query."""
    with _sqlite(job) as file:
        try:
            query = _query(job, [row[0] for row in file.execute(_SQLITE_TABLES).fetchall()])
            cursor = file.execute(query)
            if cursor.description is None:
                raise _no_select(job)
            answer = Answer(job, tuple(column[0] for column in cursor.description))
            while rows := cursor.fetchmany(BATCH):
                answer.add(rows)
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise _sqlite_says(job, error) from error
    return answer.staged()


_DUCKDB_TABLES = """
    select table_name from duckdb_tables() where not internal
    union all
    select view_name from duckdb_views() where not internal
    order by 1
"""
_SQLITE_TABLES = (
    "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by 1"
)


def _columns(described: duckdb.DuckDBPyRelation) -> Iterator[tuple[str, object]]:
    return zip(described.columns, described.types, strict=True)


@contextlib.contextmanager
def _duckdb(job: Job) -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": str(job.work / "asking"),
        "autoinstall_known_extensions": False,
        "python_enable_replacements": False,
        "TimeZone": "UTC",
    }
    try:
        connection = duckdb.connect(job.found.path, read_only=True, config=settings)
    except duckdb.Error as error:
        raise _closed(job.found, str(error).replace(str(job.found.path), job.found.name)) from error
    with contextlib.closing(connection):
        for setting in (
            "set enable_progress_bar = false",
            "set enable_external_access = false",
            "set lock_configuration = true",
        ):
            connection.execute(setting)
        yield connection


def _closed(found: preflight.Found, said: str) -> RecordsError:
    """Say why a DuckDB file cannot be opened."""
    shown, said = said, said.replace(found.name, "")
    if re.search(r"[Cc]onflicting lock|could not set lock|different configuration|already", said):
        return RecordsError(
            f"{found.name} is in use: another program has it open to write.",
            advice="Close that program, or give a copy of the file.",
        )
    if "encrypt" in said.lower():
        return RecordsError(
            f"{found.name} is an encrypted DuckDB file.", advice="Give a copy that is not, or export its tables."
        )
    if "version" in said:
        return RecordsError(
            f"{found.name} was written by another version of DuckDB than {duckdb.__version__}, which cannot read it.",
            advice="Export its tables as Parquet with the version that wrote it.",
        )
    damaged, advice = f"{found.name} is a damaged DuckDB file", "Copy or export it again."
    return RecordsError(f"{damaged}: {values.sentence(shown)}", advice=advice, bare=(f"{damaged}.", advice))


@contextlib.contextmanager
def _sqlite(job: Job) -> Iterator[sqlite3.Connection]:
    """Open a file of SQLite so that not even a log is made beside it."""
    path = job.found.path.resolve()
    log = path.with_name(f"{path.name}-wal")
    with path.open("rb") as file:
        logged = file.read(20)[18:] == _WAL
    still = logged and not (log.exists() and log.stat().st_size)
    address = f"file:{quote(str(path))}?mode=ro{'&immutable=1' if still else ''}"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as connection:
        connection.set_authorizer(_allowed)
        yield connection


def _allowed(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_PRAGMA) else sqlite3.SQLITE_OK


def _sqlite_says(job: Job, error: Exception) -> MappingError | RecordsError:
    said = str(error)
    if "locked" in said:
        return RecordsError(
            f"{job.found.name} is in use: another program writes to it.",
            advice="Close that program, or give a copy of the file.",
        )
    if "malformed" in said or "not a database" in said:
        return RecordsError(
            f"{job.found.name} is a damaged or encrypted SQLite file.", advice="Copy or export it again."
        )
    return _cannot(job, error)


def _query(job: Job, tables: Sequence[str]) -> str:
    if job.written.query is None:
        listed = ", ".join(tables[:50]) or "none"
        example = f'query = "select * from {tables[0]}"' if tables else "an export of its tables instead"  # noqa: S608 - shown, not run
        raise MappingError(
            f"{job.found.table}: {job.found.name} is a database, and no query says what is asked of it.",
            advice=f"Give {example}. Its tables are: {listed}.",
        )
    return job.written.query


def _no_select(job: Job) -> MappingError:
    return MappingError(f"{job.found.table}.query is no single select.", advice="Write one select, and nothing else.")


def _cannot(job: Job, error: Exception) -> MappingError:
    what = f"{job.found.table}.query cannot be put to {job.found.name}"
    advice = "Put the query right; without one, the tables are listed."
    bare = f"{what}: {values.told(error)}", advice
    return MappingError(f"{what}: {values.sentence(str(error))}", advice=advice, bare=bare)
