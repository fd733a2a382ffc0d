"""From what holds rows to a staged table: all text, one row for each sound row, in their order."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import mapping
from sla_dash.load.sources import database, embedded, jsonlines, parquet, preflight, text, workbook
from sla_dash.load.sources.kinds import Kind
from sla_dash.load.sources.staged import STAGE, Job, Staged
from sla_dash.load.sources.values import is_date, quoted, text_of

__all__ = ["STAGE", "Staged", "is_date", "quoted", "stage", "text_of"]

_READERS: dict[Kind, Callable[[Job], tuple[Staged, int]]] = {
    "csv": text.stage,
    "jsonl": jsonlines.stage,
    "parquet": parquet.stage,
    "workbook": workbook.stage,
    "duckdb": embedded.stage_duckdb,
    "sqlite": embedded.stage_sqlite,
    "database": database.stage,
}
_ASKED: tuple[Kind, ...] = ("duckdb", "sqlite", "database")
"""Kinds that a query is put to."""


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: int,
    found: preflight.Found,
    written: mapping.Written,
    wanted: preflight.Wanted,
    work: Path,
) -> Staged:
    """Stage the wanted columns of one file or database.

    Its broken rows go to ``flawed``, the lines of the others to ``shifts``.

    Raises ``MappingError`` for a wanted column that is not there and for a query that does not fit, and
    ``RecordsError`` for what cannot be read whole.
    """
    if written.query is not None and found.kind not in _ASKED:
        raise MappingError(
            f"{found.table}.query: {found.name} is no database, so no query can be put to it.",
            advice="Leave the query out; what it chooses can be chosen by the sql of a table.",
        )
    staged, expected = _READERS[found.kind](Job(connection, source, found, written, wanted, work))
    for copy in work.glob(f"*-{source}.csv"):
        copy.unlink()
    counted = connection.execute(f"select count(*) from {STAGE}").fetchone()  # noqa: S608 - a constant name
    if counted != (expected,):
        raise RecordsError(
            f"{found.name}: {expected:,} rows were found and {counted[0] if counted else 0:,} could be read.",
            advice="The file may have changed while it was read: load it again when its export has ended.",
        )
    connection.execute(
        "insert into sources values (?, ?, ?, ?, ?)", [source, found.table, found.name, found.size, staged.rows]
    )
    return staged
