"""Tables of a lake for a test, and whether what is loaded from it is what is loaded from files."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from sla_dash.load import person
from tests import drawn

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SCHEMA = "global_temp"
"""Where the tables lie: all sessions of a server see it."""
STAYING = {"touches"}
"""Tables that have no rows in a snapshot from a lake."""


@contextmanager
def session(url: str) -> Iterator["SparkSession"]:
    """Lend a session that is not the one of the load."""
    from pyspark.sql import SparkSession

    found = SparkSession.builder.remote(url).create()
    yield found
    found.stop()


def keyed(data: Path) -> Path:
    """Give a data folder the key of persons that the tests have, so that two folders tell the same hashes."""
    data.mkdir(parents=True, exist_ok=True)
    (data / person.KEY).write_text(drawn.KEY.hex(), "utf-8")
    return data


def written(folder: Path, name: str, text: str) -> Path:
    """Write rows that are drawn with ``|`` as a file of comma separated values; null stays empty."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def told(spark: "SparkSession", path: Path, folder: Path, options: str = "all_varchar = true") -> None:
    """Make a file a table of the lake that knows the line of every row; ``folder`` keeps its rows.

    Without other ``options``, which say how its values are read, all is text.
    """
    rows = folder / f"{path.stem}.parquet"
    lines = f"select *, '{path.name}' as _file, row_number() over () + 1 as _line from read_csv('{path}', {options})"
    duckdb.execute(f"copy ({lines}) to '{rows}' (format parquet)")
    spark.read.parquet(str(rows)).createOrReplaceGlobalTempView(path.stem)


def mapping(text: str) -> str:
    """Turn a mapping of files into one of the tables of their names, with types where files have formats."""
    tables = re.sub(r'files = \["(\w+)\.csv"\]', rf'table = "{SCHEMA}.\1"', text)
    return re.sub(r'format = "[^"]*", ', "", tables)


def differences(expected: Path, found: Path) -> list[tuple[object, ...]]:
    """Name what stands in one of two snapshots alone, by its table."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{expected}' as expected (read_only)")
        connection.execute(f"attach '{found}' as found (read_only)")
        listed = "select table_name from duckdb_tables() where database_name = '{}' order by all"
        names = connection.execute(listed.format("expected")).fetchall()
        assert names == connection.execute(listed.format("found")).fetchall()
        assert len(names) > 20
        different: list[tuple[object, ...]] = []
        for (name,) in names:
            columns = "* exclude (file, bytes)" if name == "files" else "*"
            one, other = (f"select {columns} from {where}.{name}" for where in ("expected", "found"))
            for only, less, more in (("expected", one, other), ("found", other, one)):
                rows = connection.execute(f"{less} except all {more}").fetchall() if name not in STAYING else []
                different += [(name, only, *row) for row in rows]
    return different
