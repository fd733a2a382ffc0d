"""The facts made on Spark: its tables beside the snapshot, and what of them comes back."""

from collections.abc import Sequence
from typing import Any

import duckdb

from sla_dash.load import agreed, facts
from sla_dash.load.lake.cluster import Lake


class Spark:
    """An engine that makes the facts where the records are, and pours the tables of the snapshot into that."""

    def __init__(self, lake: Lake, connection: duckdb.DuckDBPyConnection) -> None:
        self._lake = lake
        self._connection = connection
        self._here = facts.DuckDB(connection)

    def rows(self, question: str) -> Sequence[tuple[Any, ...]]:
        """Answer a question."""
        return self._lake.rows(question)

    def table(self, name: str, rows: Sequence[agreed.Row]) -> None:
        """Write a table of the agreement in both places, as the pages read it too."""
        self._here.table(name, rows)
        self._lake.told(name, self._connection.sql(f"from {name}").to_arrow_table())

    def make(self, statement: facts.Statement) -> None:
        """Make the table of a statement on the cluster; what belongs to the snapshot is the same table there."""
        keep = self._lake.view if statement.kind == "temp view" else self._lake.make
        keep(statement.makes, statement.text("spark"), statement.parameters)
        empty = f"select * from (\n{statement.text()}\n) limit 0"
        self._connection.execute(
            f"create or replace {statement.kind} {statement.makes} as {empty}", statement.parameters
        )
        if statement.kind == "table":
            self._lake.bring(self._connection, statement.makes, statement.makes)
