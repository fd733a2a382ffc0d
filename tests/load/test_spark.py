"""The facts from a real Spark cluster: every table that DuckDB makes of the same records, row by row."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from sla_dash import demo, load
from sla_dash.agreement import Agreements
from sla_dash.load import agreed, canonical, facts
from tests import ROOT, company, drawn, hard_records, random_leads, sparked

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark

TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "array<string>",
    "UUID": "string",
    "TIMESTAMP": "timestamp_ntz",
    "TIMESTAMP[]": "array<timestamp_ntz>",
}
"""What Spark calls the types of a snapshot that it calls otherwise."""


class Spark:
    """An engine that keeps what it made, beside the records of a snapshot."""

    def __init__(self, session: "SparkSession", records: duckdb.DuckDBPyConnection) -> None:
        self._session = session
        self.made: dict[str, Any] = {}
        for table in canonical.TABLES:
            self._send(records, table.name)

    def rows(self, question: str) -> Sequence[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(question).collect()]

    def table(self, name: str, rows: Sequence[agreed.Row]) -> None:
        with duckdb.connect() as connection:
            facts.DuckDB(connection).table(name, rows)
            self.made[name] = self._send(connection, name)

    def make(self, statement: facts.Statement) -> None:
        asked = {
            name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value  # or this machine's zone counts
            for name, value in statement.parameters.items()
        }
        frame = self._session.sql(statement.text("spark"), asked)
        if statement.kind != "temp view":  # sent back, or what follows would plan all that it rests on again and again
            found = frame.toArrow()
            frame = self._session.createDataFrame(found, frame.schema)
            if statement.kind == "table":
                self.made[statement.makes] = found
        frame.createOrReplaceTempView(statement.makes)

    def _send(self, connection: duckdb.DuckDBPyConnection, table: str) -> Any:
        columns = {name: kind for name, kind, *_ in connection.execute(f"describe {table}").fetchall()}
        chosen = ", ".join(f"cast({one} as varchar) as {one}" if columns[one] == "UUID" else one for one in columns)
        found = connection.sql(f"select {chosen} from {table}").to_arrow_table()
        types = ", ".join(f"{name} {TYPES.get(kind, kind)}" for name, kind in columns.items())
        self._session.createDataFrame(found, types).createOrReplaceTempView(table)
        return found


@pytest.fixture(scope="module")
def session(spark: sparked.Cluster) -> Iterator["SparkSession"]:
    from pyspark.sql import SparkSession

    found = SparkSession.builder.remote(spark.url).getOrCreate()
    yield found
    found.stop()


def assert_equal(
    session: "SparkSession", expected: duckdb.DuckDBPyConnection, held: Agreements, now: datetime = drawn.NOW
) -> None:
    """Make the facts of a snapshot's records on Spark too, and hold every table against the snapshot's own."""
    spark = Spark(session, expected)
    statements = facts.make(spark, held, now)
    assert spark.made.keys() == agreed.TABLES.keys() | {one.makes for one in statements if one.kind == "table"}
    for name, made in spark.made.items():
        expected.register("made", made)
        columns = "select column_name, column_type from (describe {})"
        assert expected.execute(columns.format("made")).fetchall() == expected.execute(columns.format(name)).fetchall()
        for one, other in ((name, "made"), ("made", name)):
            assert expected.execute(f"from {one} except all from {other}").fetchall() == [], (name, one)
        if name in ("facts", "deal_facts"):
            order = f"select {'lead_id' if name == 'facts' else 'deal_id'} from "
            assert expected.execute(order + "made").fetchall() == expected.execute(order + name).fetchall()
        expected.unregister("made")


def test_records_at_every_edge_give_equal_facts(session: "SparkSession") -> None:
    assert_equal(session, hard_records.records(), hard_records.agreements())


def test_random_records_give_equal_facts(session: "SparkSession") -> None:
    assert_equal(session, random_leads.records(random_leads.drawn_leads()), drawn.agreements())


def test_the_made_up_company_gives_equal_facts(session: "SparkSession", tmp_path: Path) -> None:
    now, folder = datetime.fromisoformat(company.INSTANTS[0]), tmp_path / "files"
    folder.mkdir()
    demo.write(folder, company.AGREEMENTS, now)
    mapping = ROOT / "data" / "mappings" / "demo.toml"
    report = load.records(folder, mapping, tmp_path / "data", company.AGREEMENTS, now=now)
    with duckdb.connect(report.path, read_only=True) as expected:
        expected.execute("set TimeZone = 'UTC'")
        assert_equal(session, expected, company.AGREEMENTS, now)
