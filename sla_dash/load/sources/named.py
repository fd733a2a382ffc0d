"""The named sources of a mapping: staged whole in a file of their own, and asked by its SQL in a place apart.

The SQL runs on a connection that has nothing but the staged rows: files, the network, other databases and settings are
closed to it before its first word is read. It runs on one thread, so that the same files give the same rows in the same
order.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from sla_dash.errors import MappingError
from sla_dash.load.sources import preflight, staging, values
from sla_dash.load.sources.staging import STAGE, quoted

FILE, LINE = "_file", "_line"
"""Columns that say where a row comes from."""
MEMORY = "400MB"


@contextlib.contextmanager
def staging_into(connection: duckdb.DuckDBPyConnection, work: Path) -> Iterator[None]:
    """Have a new database for staged sources attached as ``staged``; afterwards nobody writes to it any more."""
    connection.execute(f"attach {_literal(work / 'staged.duckdb')} as staged")
    yield
    connection.execute("detach staged")


def create(connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str]) -> None:
    """Create the empty table of a source; ``columns`` are those that are known before a file is read."""
    written = "".join(f"{quoted(column)} varchar, " for column in columns)
    connection.execute(f"create table staged.{quoted(name)} ({written}{FILE} varchar, {LINE} bigint)")


def keep(connection: duckdb.DuckDBPyConnection, name: str, source: int, staged: staging.Staged) -> None:
    """Add the staged file to the table of its source; a column that it does not have is null in its rows."""
    known = {column.lower() for column in _columns(connection, name)}
    for column in staged.columns:
        if column.lower() not in known:
            connection.execute(f"alter table staged.{quoted(name)} add column {quoted(column)} varchar")
    clean = "trimmed" if staged.padded else "unpadded"
    read = "".join(f"{clean}({STAGE}.{place}) as {quoted(column)}, " for column, place in staged.columns.items())
    connection.execute(
        f"""
        insert into staged.{quoted(name)} by name
        select {read} $file as {FILE}, {STAGE}.rowid + shift as {LINE}
        from {STAGE}
        asof left join shifts on shifts.source = $source and shifts.from_row <= {STAGE}.rowid
        order by {STAGE}.rowid
        """,  # noqa: S608 - quoted names and constants
        {"file": staged.found.name, "source": source},
    )
    connection.execute(
        """
        insert into origins
        select $source, coalesce(min(origins.origin), $source)
        from origins
        join sources on sources.source = origins.source
        where sources.file = $file
        """,
        {"file": staged.found.name, "source": source},
    )


def tell(connection: duckdb.DuckDBPyConnection, name: str, column: str, values: Sequence[str]) -> None:
    """Let the SQL have a list of answers as a table of one column."""
    connection.execute(f"create table staged.{name} ({column} varchar)")
    connection.execute(f"insert into staged.{name} select unnest(?)", [list(values)])


def select(connection: duckdb.DuckDBPyConnection, work: Path, asked: Mapping[str, str]) -> None:
    """Answer the SQL of each table, for ``stage``; raise ``MappingError`` for one that cannot be run.

    Afterwards the staged sources and the answers are attached, for reading.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(work / "asking"),
        "threads": 1,
        "autoinstall_known_extensions": False,
    }
    with contextlib.closing(duckdb.connect(config=settings)) as apart:
        apart.execute(f"attach {_literal(work / 'staged.duckdb')} as staged (read_only)")
        apart.execute(f"attach {_literal(work / 'selected.duckdb')} as selected")
        apart.execute("use staged")
        for setting in (
            "set TimeZone = 'UTC'",
            "set enable_progress_bar = false",
            "set python_enable_replacements = false",
            "set enable_external_access = false",
            "set lock_configuration = true",
        ):
            apart.execute(setting)
        for table, sql in asked.items():
            _answer(apart, table, sql)
    for name in ("staged", "selected"):
        connection.execute(f"attach {_literal(work / f'{name}.duckdb')} as {name} (read_only)")


def stage(connection: duckdb.DuckDBPyConnection, source: int, table: str) -> staging.Staged:
    """Stage the rows that the SQL of a table has given as those of a file, and where each comes from in ``places``."""
    found = preflight.Found(table, Path(), f"the SQL of {table}", 0, "sql")
    described = connection.execute(f"describe selected.{table}").fetchall()
    types = {name: type_ for name, type_, *_ in described if name not in (FILE, LINE)}
    followed = len(types) == len(described) - 2
    columns = {name: f"s{place}" for place, name in enumerate(types)}
    texts = [f"{staging.text_of(name, types[name])} as {staged}" for name, staged in columns.items()]
    if followed:
        texts += [FILE, f"try_cast({LINE} as bigint) as {LINE}"]
    connection.execute(
        f"create or replace temp table {STAGE} as select {', '.join(texts)} from selected.{table}"  # noqa: S608 - quoted
    )
    counted = connection.execute(f"select count(*) from {STAGE}").fetchone()  # noqa: S608 - a constant name
    rows = int(counted[0]) if counted else 0
    connection.execute("insert into sources values (?, ?, ?, 0, ?)", [source, table, found.name, rows])
    connection.execute("insert into asked values (?)", [source])
    connection.execute("insert into shifts values (?, 0, 1)", [source])
    if followed:
        connection.execute(
            f"""
            insert into places
            with files as (
                select sources.file, any_value(origins.origin) as origin
                from origins
                join sources on sources.source = origins.source
                group by sources.file
            )
            select $source, {STAGE}.rowid, files.origin, {STAGE}.{LINE}
            from {STAGE}
            join files on files.file = {STAGE}.{FILE}
            where {STAGE}.{LINE} is not null
            """,  # noqa: S608 - constants
            {"source": source},
        )
    dates = {name: type_ for name, type_ in types.items() if staging.is_date(type_)}
    return staging.Staged(found, rows, columns, True, (), dates)


def follow(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Count what became of the staged rows of each file: ``outcomes`` holds those that a select has passed on.

    It is the staged rows that are counted, whatever file and line a select makes up.
    """
    for name in names:
        connection.execute(
            f"""
            insert into followed
            select
                sources.source,
                count(case when outcomes.kept then 1 end),
                count(case when not outcomes.kept then 1 end),
                count(case when outcomes.kept is null then 1 end)
            from staged.{quoted(name)} as rows
            join sources on sources.table_name = $name and sources.file = rows.{FILE}
            join origins on origins.source = sources.source
            left join outcomes on outcomes.origin = origins.origin and outcomes.line = rows.{LINE}
            group by sources.source
            """,  # noqa: S608 - quoted names and constants
            {"name": name},
        )


def _answer(apart: duckdb.DuckDBPyConnection, table: str, sql: str) -> None:
    try:
        statements = apart.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise MappingError(
                f"{table}.sql is no single select.", advice="Write one select over the sources, and nothing else."
            )
        apart.execute(f"create table selected.{table} as {statements[0].query}")
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        raise
    except duckdb.Error as error:
        said = str(error).partition("\n\nLINE")[0].replace("\n", " ")
        advice = f"It has these sources: {_described(apart)}."
        bare = f"{table}.sql cannot be run: {values.told(error)}", advice
        raise MappingError(f"{table}.sql cannot be run: {said}.", advice=advice, bare=bare) from error


def _described(apart: duckdb.DuckDBPyConnection) -> str:
    listed = apart.execute(
        """
        select
            table_name || ' ('
                || string_agg(column_name, ', ' order by starts_with(column_name, '_'), column_index) || ')'
        from duckdb_columns()
        where database_name = 'staged'
        group by table_name
        order by table_name
        """
    ).fetchall()
    return "; ".join(text if len(text) < 500 else f"{text[:499]}…" for (text,) in listed)


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return [row[0] for row in connection.execute(f"describe staged.{quoted(name)}").fetchall()]


def _literal(path: Path) -> str:
    """Write a path for ATTACH, which takes no parameters."""
    return "'" + str(path).replace("'", "''") + "'"
