"""A look at files that are no text: Parquet, workbooks, databases in a file."""

import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import duckdb

from sla_dash.load.proposal import headers, values
from sla_dash.load.proposal.seen import Kind, Place, Seen, shown
from sla_dash.load.proposal.text import CELLS, NAMES_ONLY, ROWS
from sla_dash.load.sources import preflight
from sla_dash.load.sources.staging import quoted

UNPACKED = 512 << 20
"""Bytes that a workbook may unpack to, so that it is looked into."""
TABLES = 50
"""Sheets of a workbook, or tables of a database, that are looked at."""
DEPTH = 10
Leaf = tuple[str, str]
"""Name of a column as a mapping has it, and what gives it as text."""


def parquet(place: Place, *, names_only: bool) -> list[Seen]:
    """Look at the first rows of a Parquet file and at the last ones."""
    with duckdb.connect() as connection:
        try:
            file = preflight.literal(place.path)
            relation = connection.sql("from read_parquet($path, file_row_number = true)", params={"path": file})
            leaves = list(_leaves(relation.columns[:-1], relation.types[:-1]))
            counted = connection.execute("select sum(num_rows) from parquet_file_metadata(?)", [file]).fetchone()
            total = int(counted[0]) if counted else 0
            texts = ", ".join(f"{text} as c{number}" for number, (_, text) in enumerate(leaves))
            most = _most(len(leaves), names_only)
            rows = connection.execute(
                f"select {texts} from read_parquet($path, file_row_number = true) "  # noqa: S608 - quoted names
                "where file_row_number < $most or file_row_number >= $total - $most / 2",
                {"path": file, "most": most, "total": total},
            ).fetchall()
        except duckdb.Error as error:
            return [_unread(place, "parquet", "it is a damaged Parquet file", error)]
    return [_seen(place, "parquet", [name for name, _ in leaves], rows, total <= most, names_only)]


def database(place: Place, *, names_only: bool) -> list[Seen]:
    """Look at the tables of a DuckDB file, which is opened for reading alone."""
    try:
        with duckdb.connect(place.path, read_only=True) as connection:
            listed = connection.execute(
                "select schema_name, table_name from duckdb_tables() where not internal union all "
                "select schema_name, view_name from duckdb_views() where not internal order by all"
            ).fetchall()
            return [
                _table(connection, place, _all_of(schema, table), names_only) for schema, table in listed[:TABLES]
            ] or [Seen(place.name, "duckdb", place.size, why="it is a DuckDB file without a table")]
    except duckdb.Error as error:
        return [_unread(place, "duckdb", "it is a DuckDB file that cannot be read", error)]


def sqlite(place: Place, *, names_only: bool) -> list[Seen]:
    """Look at the tables of an SQLite file, which is opened for reading alone."""
    found: list[Seen] = []
    try:
        connection = sqlite3.connect(f"{place.path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            names = "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'"
            for (table,) in connection.execute(names).fetchmany(TABLES):
                query = _all_of("main", table)
                cursor = connection.execute(query)
                header = [one[0] for one in cursor.description]
                most = _most(len(header), names_only)
                rows = [[_cell(value) for value in row] for row in cursor.fetchmany(most)]
                found.append(_seen(place, "sqlite", header, rows, len(rows) < most, names_only, query=query))
        finally:
            connection.close()
    except sqlite3.Error as error:
        return [_unread(place, "sqlite", "it is an SQLite file that cannot be read", error)]
    return found or [Seen(place.name, "sqlite", place.size, why="it is an SQLite file without a table")]


def workbook(place: Place, *, names_only: bool) -> list[Seen]:
    """Look at the sheets of a workbook that hold rows."""
    if zipfile.is_zipfile(place.path):
        with zipfile.ZipFile(place.path) as archive:
            if sum(one.file_size for one in archive.infolist()) > UNPACKED:
                why = f"it is a workbook that unpacks to more than {UNPACKED >> 20} MB"
                return [Seen(place.name, "workbook", place.size, why=why)]
    try:
        import python_calamine
    except ImportError:
        return [Seen(place.name, "workbook", place.size, why="what reads workbooks is not installed")]
    try:
        with python_calamine.CalamineWorkbook.from_path(str(place.path)) as book:
            sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names[:TABLES]}
            filled = {name: sheet.to_python(nrows=ROWS) for name, sheet in sheets.items() if sheet.height}
    except Exception as error:  # calamine raises its own kinds, and panics of what is damaged
        return [_unread(place, "workbook", "it is a workbook that cannot be read", error)]
    found = [_sheet(place, name, rows, names_only, alone=len(filled) == 1) for name, rows in filled.items()]
    return found or [Seen(place.name, "workbook", place.size, why="it is a workbook without a row")]


def _sheet(place: Place, name: str, rows: Sequence[Sequence[Any]], names_only: bool, *, alone: bool) -> Seen:
    texts = [[_cell(value) for value in row] for row in rows]
    at = headers.header(texts)
    sheet = None if alone else name
    if not isinstance(at, int):
        why = at or "no line of its beginning holds two names or more"
        return Seen(place.name, "workbook", place.size, why=why, sheet=sheet)
    header = [text.strip() for text in texts[at]]
    sample = texts[at + 1 : at + 1 + _most(len(header), names_only)]
    seen = _seen(place, "workbook", header, sample, len(rows) < ROWS, names_only, sheet=sheet)
    return Seen(**{**_fields(seen), "above": at})


def _fields(seen: Seen) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in Seen.__slots__}


def _table(connection: duckdb.DuckDBPyConnection, place: Place, query: str, names_only: bool) -> Seen:
    relation = connection.sql(query)
    leaves = list(_leaves(relation.columns, relation.types))
    most = _most(len(leaves), names_only)
    texts = ", ".join(f"{text} as c{number}" for number, (_, text) in enumerate(leaves))
    rows = connection.execute(f"select {texts} from ({query}) limit {most}").fetchall()  # noqa: S608 - quoted names
    return _seen(place, "duckdb", [name for name, _ in leaves], rows, len(rows) < most, names_only, query=query)


def _seen(
    place: Place,
    kind: Kind,
    header: Sequence[str],
    rows: Sequence[Sequence[str | None]],
    whole: bool,
    names_only: bool,
    *,
    sheet: str | None = None,
    query: str | None = None,
) -> Seen:
    return Seen(
        name=place.name,
        kind=kind,
        size=place.size,
        header=tuple(header),
        columns=() if names_only else values.columns(header, rows),
        rows=len(rows),
        whole=whole,
        sheet=sheet,
        query=query,
    )


def _leaves(names: Sequence[str], types: Sequence[Any]) -> Iterator[Leaf]:
    """Yield what is not nested any more, with dots between the names."""
    for name, type_ in zip(names, types, strict=True):
        yield from _of(name, quoted(name), type_, 0)


def _of(name: str, expression: str, type_: Any, depth: int) -> Iterator[Leaf]:
    if type_.id == "struct" and depth < DEPTH:
        for child, its in type_.children:
            yield from _of(f"{name}.{child}", f"{expression}.{quoted(child)}", its, depth + 1)
    elif type_.id == "timestamp with time zone":
        yield name, f"strftime({expression}, '%Y-%m-%dT%H:%M:%S.%fZ')"
    elif type_.id in ("double", "float"):
        yield name, f"regexp_replace(cast({expression} as varchar), '\\.0$', '')"
    else:
        yield name, f"cast({expression} as varchar)"


def _cell(value: Any) -> str:
    """Write a cell as text, as a source of the loader does."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    return value.hex() if isinstance(value, bytes) else str(value)


def _most(columns: int, names_only: bool) -> int:
    return NAMES_ONLY if names_only else max(NAMES_ONLY, min(ROWS, CELLS // max(1, columns)))


def _all_of(schema: str, table: str) -> str:
    name = quoted(table) if schema == "main" else f"{quoted(schema)}.{quoted(table)}"
    return f"select * from {name}"  # noqa: S608 - quoted names


def _unread(place: Place, kind: Kind, what: str, error: Exception) -> Seen:
    said = shown(str(error).partition("\n")[0], 120)
    return Seen(place.name, kind, place.size, why=f"{what} ({said})")
