"""From a file to a staged table: all text, one row for each sound row of the file, in the file's order."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from sla_dash.errors import RecordsError
from sla_dash.load import mapping
from sla_dash.load.sources import layout, preflight

STAGE = "stage"
"""The one staged table; a file is typed before the next one is staged."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What was staged of one file."""

    found: preflight.Found
    rows: int
    """All rows of the file, the broken ones too; counted apart from the reading."""
    columns: dict[str, str]
    """Column of the staged table by source column."""
    padded: bool
    """Some value may begin or end with white space."""
    ignored: tuple[str, ...]
    """Source columns that are not staged."""
    dates: dict[str, str]
    """Type of each source column that holds dates which are none of text, in the words of DuckDB."""


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: int,
    found: preflight.Found,
    written: mapping.Written,
    wanted: preflight.Wanted,
    work: Path,
) -> Staged:
    """Stage the wanted columns of one file.

    Its broken rows go to ``flawed``, the lines of the others to ``shifts``.

    Raises ``MappingError`` for a wanted column that the file does not have, and ``RecordsError`` for a file that cannot
    be read whole.
    """
    read = _parquet if found.kind == "parquet" else _text
    staged, expected = read(connection, source, found, written, wanted, work)
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


def _text(
    connection: duckdb.DuckDBPyConnection,
    source: int,
    found: preflight.Found,
    written: mapping.Written,
    wanted: preflight.Wanted,
    work: Path,
) -> tuple[Staged, int]:
    path = preflight.plain(found, written.encoding, work / f"plain-{source}.csv")
    broken = sound = 0
    padded = False
    changes: list[layout.Block] = []
    dropped: list[tuple[int, int]] = []
    with path.open("rb") as file, ThreadPoolExecutor(1) as aside:
        scan = layout.Scan(file, found.name, written.delimiter, written.quote)
        places = preflight.places(found, scan.header, wanted, written.delimiter)
        columns = {name: f"s{place}" for name, place in places.items()}
        # Most files are sound, so DuckDB reads while the scan still looks; a file that is not is read once more.
        # The connection belongs to one thread at a time: until the reading has ended, nothing else asks it.
        reading = aside.submit(_read, connection, path, written, columns, len(scan.header))
        for block in scan.blocks():
            sound += block.sound
            padded |= block.padded
            broken += len(block.broken)
            if block.broken:
                wait([reading])
                _reject(connection, source, block.broken)
            if len(block.shifts):
                changes.append(block)
            _drop(dropped, sorted([*((row.start, row.end) for row in block.broken), *block.blank]))
        wait([reading])
    if dropped:
        sound_copy = work / f"sound-{source}.csv"
        layout.without(path, dropped, sound_copy)
        _read(connection, sound_copy, written, columns, len(scan.header))
    else:
        reading.result()
    _keep_lines(connection, source, changes)
    return Staged(found, sound + broken, columns, padded, _ignored(scan.header, places), {}), sound


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, written: mapping.Written, columns: dict[str, str], fields: int
) -> None:
    # Strictly, DuckDB reads no row of a file whose line ends it did not expect, and says nothing. It need not be
    # strict: what it reads is sound by then, or thrown away.
    names = ", ".join(f"'s{place}': 'varchar'" for place in range(fields))
    connection.execute(
        f"""
        create or replace temp table {STAGE} as
        select {", ".join(dict.fromkeys(columns.values())) or "s0"}
        from read_csv(
            $path, delim = $delimiter, quote = $quote, escape = $quote, header = true, auto_detect = false,
            strict_mode = false, columns = {{{names}}}, max_line_size = {layout.MAX_ROW * 2}
        )
        """,  # noqa: S608 - generated names and one constant
        {"path": preflight.literal(path), "delimiter": written.delimiter, "quote": written.quote},
    )


def _drop(dropped: list[tuple[int, int]], spans: list[tuple[int, int]]) -> None:
    """Add byte spans in rising order, joined to the one before where they touch it."""
    for start, end in spans:
        if dropped and dropped[-1][1] == start:
            dropped[-1] = (dropped[-1][0], end)
        else:
            dropped.append((start, end))


def _keep_lines(connection: duckdb.DuckDBPyConnection, source: int, blocks: list[layout.Block]) -> None:
    if blocks:
        changes = {
            "from_row": np.concatenate([block.shift_rows for block in blocks]),
            "shift": np.concatenate([block.shifts for block in blocks]),
        }
        connection.register("changes", changes)
        connection.execute("insert into shifts select ?, from_row, shift from changes", [source])
        connection.unregister("changes")


def _reject(connection: duckdb.DuckDBPyConnection, source: int, broken: tuple[layout.Broken, ...]) -> None:
    rows = {
        "line": np.array([row.line for row in broken]),
        "value": np.array([row.text for row in broken], dtype=object),
        "reason": np.array([row.reason for row in broken], dtype=object),
    }
    connection.register("broken", rows)
    connection.execute("insert into flawed select ?, null, line, null, value, reason from broken", [source])
    connection.unregister("broken")


def _parquet(
    connection: duckdb.DuckDBPyConnection,
    source: int,
    found: preflight.Found,
    written: mapping.Written,
    wanted: preflight.Wanted,
    work: Path,  # noqa: ARG001 - same shape as _text
) -> tuple[Staged, int]:
    path = preflight.literal(found.path)
    try:
        described = connection.execute("describe from read_parquet(?)", [path]).fetchall()
        counted = connection.execute("select sum(num_rows) from parquet_file_metadata(?)", [path]).fetchone()
        header = _header(connection, path)
        places = preflight.places(found, header, wanted, written.delimiter)
        names = {name: f"s{place}" for name, place in places.items()}
        texts = ", ".join(f"{text_of(*described[places[name]][:2])} as {staged}" for name, staged in names.items())
        connection.execute(
            f"create or replace temp table {STAGE} as select {texts or '1 as s0'} from read_parquet(?)",  # noqa: S608 - quoted names
            [path],
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise RecordsError(
            f"{found.name} is a damaged Parquet file: {str(error).splitlines()[0]}.", advice="Export it again."
        ) from error
    rows = int(counted[0]) if counted else 0
    connection.execute("insert into shifts values (?, 0, 1)", [source])
    dates = {name: described[place][1] for name, place in places.items() if is_date(described[place][1])}
    return Staged(found, rows, names, True, _ignored(header, places), dates), rows


def _header(connection: duckdb.DuckDBPyConnection, path: str) -> tuple[str, ...]:
    """Return the columns of a Parquet file as it names them: where two are alike, DuckDB renames the second."""
    listed = connection.execute("select name, num_children from parquet_schema(?)", [path]).fetchall()
    names, inside = [], [0]
    for name, children in listed[1:]:
        if len(inside) == 1:
            names.append(str(name))
        else:
            inside[-1] -= 1
        if children:
            inside.append(children)
        while inside[-1] == 0 and len(inside) > 1:
            inside.pop()
    return tuple(names)


def text_of(name: str, type_: str) -> str:
    """Write a column of this type as text: dates as ISO 8601, whole numbers as such, whatever they passed through."""
    column = quoted(name)
    if type_ == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({column}, '%Y-%m-%dT%H:%M:%S.%fZ')"
    if type_ == "TIMESTAMP_NS":
        return f"strftime({column}, '%Y-%m-%dT%H:%M:%S.%n')"
    if type_ in ("DOUBLE", "FLOAT"):
        whole = f"{column} = trunc({column}) and abs({column}) < 1e15"
        return f"case when {whole} then cast(cast({column} as bigint) as varchar) else cast({column} as varchar) end"
    return f"cast({column} as varchar)"


def is_date(type_: str) -> bool:
    """Tell whether a type of DuckDB is that of a day or of an instant."""
    return type_ == "DATE" or type_.startswith("TIMESTAMP")


def _ignored(header: tuple[str, ...], places: dict[str, int]) -> tuple[str, ...]:
    used = set(places.values())
    return tuple(name for place, name in enumerate(header) if name and place not in used)


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'
