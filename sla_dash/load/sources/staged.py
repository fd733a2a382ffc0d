"""The staged table, and what its readers share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from sla_dash.load import mapping
from sla_dash.load.sources import preflight
from sla_dash.load.sources.layout import Broken

STAGE = "stage"
"""The one staged table; a file is typed before the next one is staged."""
BATCH = 2_000
"""Rows that are handed to the staged table at once; each may hold a text of some length."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file or database that is to be staged."""

    connection: duckdb.DuckDBPyConnection
    source: int
    """Its number among all that one load reads."""
    found: preflight.Found
    written: mapping.Written
    wanted: preflight.Wanted
    work: Path
    """A folder for copies, which go when the file is staged if they are named ``…-{source}.csv``."""


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
    footer: int = 0
    """Lines of a report's footer, which are no rows."""


class Batches:
    """The staged table while it is filled from columns of text, a batch of rows at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.rows = 0
        self._columns: set[str] = set()
        connection.execute(f"create or replace temp table {STAGE} (nothing varchar)")

    def add(self, columns: Mapping[str, Sequence[str | None]], rows: int) -> None:
        """Add rows by the staged columns they have values in; a new column is empty in the rows before."""
        self.have(columns)
        batch: dict[str, npt.NDArray[np.object_]] = {"nothing": np.full(rows, None, dtype=object)}
        for name, values in columns.items():
            batch[name] = np.empty(rows, dtype=object)
            batch[name][:] = values
        self.connection.register("batch", batch)
        named = ", ".join(batch)
        self.connection.execute(f"insert into {STAGE} ({named}) select {named} from batch")  # noqa: S608 - our own names
        self.connection.unregister("batch")
        self.rows += rows

    def have(self, columns: Sequence[str] | Mapping[str, object]) -> None:
        """Make the staged columns that are not there yet."""
        for name in columns:
            if name not in self._columns:
                self.connection.execute(f"alter table {STAGE} add column {name} varchar")
                self._columns.add(name)


@dataclass(slots=True)
class Lines:
    """The lines of rows that are staged one by one, as the distances between row number and line."""

    from_row: list[int] = field(default_factory=list)
    shift: list[int] = field(default_factory=list)

    def add(self, row: int, line: int) -> None:
        """Note the line of the next row."""
        if not self.shift or self.shift[-1] != line - row:
            self.from_row.append(row)
            self.shift.append(line - row)


def keep_lines(job: Job, from_row: npt.ArrayLike, shift: npt.ArrayLike) -> None:
    """Keep the row numbers at which the distance between row number and line changes, and that distance."""
    changes = {"from_row": np.asarray(from_row, np.int64), "shift": np.asarray(shift, np.int64)}
    job.connection.register("changes", changes)
    job.connection.execute("insert into shifts select ?, from_row, shift from changes", [job.source])
    job.connection.unregister("changes")


def reject(job: Job, broken: Sequence[Broken]) -> None:
    """Reject rows that could not be read as fields."""
    rows = {
        "line": np.array([row.line for row in broken]),
        "value": np.array([row.text for row in broken], dtype=object),
        "reason": np.array([row.reason for row in broken], dtype=object),
    }
    job.connection.register("broken", rows)
    job.connection.execute("insert into flawed select ?, null, line, null, value, reason from broken", [job.source])
    job.connection.unregister("broken")


def ignored(header: tuple[str, ...], places: dict[str, int]) -> tuple[str, ...]:
    """Return the columns of a header that are not used."""
    used = set(places.values())
    return tuple(name for place, name in enumerate(header) if name and place not in used)
