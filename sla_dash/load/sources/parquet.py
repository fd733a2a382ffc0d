"""Parquet files, whose columns have types and may have parts."""

import duckdb

from sla_dash.errors import RecordsError
from sla_dash.load.sources import preflight, values
from sla_dash.load.sources.staged import STAGE, Job, Staged, ignored


def stage(job: Job) -> tuple[Staged, int]:
    """Stage a Parquet file: parts of structures as columns of their own, lists and maps as JSON."""
    connection, found = job.connection, job.found
    path = preflight.literal(found.path)
    try:
        described = connection.read_parquet(path)
        counted = connection.execute("select sum(num_rows) from parquet_file_metadata(?)", [path]).fetchone()
        columns = list(zip(_header(connection, path), described.columns, described.types, strict=True))
        leaves = values.leaves(columns)
        header = tuple(leaf.name for leaf in leaves)
        places = preflight.places(found, header, job.wanted)
        texts = ", ".join(f"{leaves[place].text} as s{place}" for place in dict.fromkeys(places.values()))
        connection.execute(
            f"create or replace temp table {STAGE} as select {texts or '1 as s0'} from read_parquet(?)",  # noqa: S608 - quoted names
            [path],
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        damaged, advice = f"{found.name} is a damaged Parquet file", "Export it again."
        said = f"{damaged}: {str(error).splitlines()[0]}."
        raise RecordsError(said, advice=advice, bare=(f"{damaged}.", advice)) from error
    rows = int(counted[0]) if counted else 0
    connection.execute("insert into shifts values (?, 0, 1)", [job.source])
    names = {name: f"s{place}" for name, place in places.items()}
    dates = {name: leaves[place].type for name, place in places.items() if values.is_date(leaves[place].type)}
    return Staged(found, rows, names, True, ignored(header, places), dates), rows


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
