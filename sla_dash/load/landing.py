"""From typed rows to the tables of the snapshot: keys that repeat, rejects, counts, doubts."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb

from sla_dash import sql
from sla_dash.load import canonical, mapping
from sla_dash.load.report import Asked, Doubt, File, Rejects, Report
from sla_dash.load.sources.staging import quoted

NOTED = ("load_touches", "load_words")
"""Selects that any engine may run, each with what the table ``quality`` holds."""


def run(
    connection: duckdb.DuckDBPyConnection, name: str, **parameters: str | datetime | None
) -> duckdb.DuckDBPyConnection:
    """Run one SQL file of the loading."""
    text = sql.statement(f"load_{name}")
    return connection.execute(text, parameters) if parameters else connection.execute(text)


def doubt(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Note what is kept although something about it is doubtful, but for ``NOTED``; ``now`` is naive UTC."""
    run(connection, "quality", now=now)
    run(connection, "often")


def note(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Note the doubts of ``NOTED``, which are told where the touches are; ``now`` is naive UTC."""
    for name in NOTED:
        text = sql.statement(name)
        connection.execute(f"insert into quality\n{text}", {"now": now} if "$now" in text else {})


def land(connection: duckdb.DuckDBPyConnection, table: canonical.Table) -> None:
    """Move the sound typed rows of one table into the snapshot."""
    columns = ", ".join(map(quoted, table.stored))
    sound = f"from typed_{table.name} where problem is null"
    connection.execute(f"insert into {table.name} select {columns} {sound}")
    connection.execute(f"insert into kept select source, count(*) {sound} group by source")


def let_go(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the typed rows, which are kept in memory first, so that the facts of what has landed find room there."""
    for table in canonical.TABLES:
        connection.execute(f"drop table typed_{table.name}")


def reject_repeats(connection: duckdb.DuckDBPyConnection, table: canonical.Table) -> None:
    """Reject the rows whose key an earlier sound row has, in the order of files and lines."""
    if table.key is None:
        return
    typed, key = f"typed_{table.name}", table.key
    connection.execute(
        f"""
        create or replace temp table repeats as
        select source, row, {key} as repeated, first_value(source) over earlier as first_source,
            first_value(row) over earlier as first_row
        from {typed}
        where problem is null and {key} in (
            select {key} from {typed} where problem is null group by {key} having count(*) > 1
        )
        window earlier as (partition by {key} order by source, row)
        """  # noqa: S608 - canonical names
    )
    connection.execute("delete from repeats where source = first_source and row = first_row")
    run(connection, "repeats", key=key)
    connection.execute(
        f"""
        update {typed} set problem = 255
        from repeats where {typed}.source = repeats.source and {typed}.row = repeats.row
        """  # noqa: S608 - canonical names
    )


def refuse_losses(connection: duckdb.DuckDBPyConnection) -> None:
    """Prove that rows in are rows kept, rejected and left out, each counted on its own; a failure is a bug."""
    astray = "select * from files where rows_in <> rows_kept + rows_rejected + rows_left_out"
    if found := connection.execute(astray).fetchall():
        raise AssertionError(f"rows were lost or counted twice: {found}")
    for table in canonical.TABLES:
        counted = connection.execute(
            f"""
            select
                coalesce(sum(rows_in), 0) - coalesce(sum(rows_kept + rows_rejected), 0),
                coalesce(sum(rows_kept), 0) - (select count(*) from {table.name}),
                coalesce(sum(rows_rejected), 0) - (select count(*) from rejects where table_name = $table)
            from tables where table_name = $table
            """,  # noqa: S608 - canonical names
            {"table": table.name},
        ).fetchone()
        if counted != (0, 0, 0):
            raise AssertionError(f"rows of {table.name} were lost or counted twice: {counted}")


def rejects(connection: duckdb.DuckDBPyConnection) -> tuple[Rejects, ...]:
    """Return why rows were rejected, the most frequent reason of each table first."""
    return tuple(Rejects(*row) for row in run(connection, "report").fetchall())


def report(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    mapped: mapping.Mapping,
    granted: tuple[str, ...] = (),
    absent: tuple[str, ...] = (),
    ignored: tuple[str, ...] = (),
    forgotten: int = 0,
) -> Report:
    """Tell what has become of every row; the rest is said as it is given."""
    counted = "select table_name, file, rows_in, rows_kept, rows_rejected, rows_left_out from files"
    doubts = connection.execute("select check_name, table_name, rows, example, meaning from quality").fetchall()
    asked = connection.execute(
        "select * from tables where table_name in (select table_name from sources join asked using (source))"
    ).fetchall()
    return Report(
        path=path,
        files=tuple(File(*row) for row in connection.execute(counted).fetchall()),
        asked=tuple(Asked(*row) for row in asked),
        granted=granted,
        rejects=rejects(connection),
        missing=(*_missing(mapped), *absent),
        ignored=ignored,
        quality=tuple(Doubt(*row) for row in doubts),
        forgotten=forgotten,
    )


def _missing(mapped: mapping.Mapping) -> Iterator[str]:
    for table, part in mapped.tables():
        if part is None:
            yield f"{table.name}: {table.without}"
            continue
        for column in table.columns:
            if column.without and column.name not in part.given:
                yield f"{table.name}.{column.name}: {column.without}"
