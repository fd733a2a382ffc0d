"""The facts from a real Spark cluster: every table that DuckDB makes of the same records, row by row."""

from collections.abc import Iterator

import duckdb
import pytest

from sla_dash.agreement import Agreements
from sla_dash.load import agreed, canonical, facts
from sla_dash.load.lake import cluster, engine
from tests import drawn, hard_records, random_leads, sparked

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def lake(spark: sparked.Cluster) -> Iterator[cluster.Lake]:
    with cluster.session(spark.url) as found:
        yield found


def assert_equal(lake: cluster.Lake, expected: duckdb.DuckDBPyConnection, held: Agreements) -> None:
    """Make the facts of a snapshot's records on Spark too, and hold every table against the snapshot's own."""
    made = expected.cursor()
    made.execute("create schema made")
    made.execute("set search_path = 'made,main'")
    for table in canonical.TABLES:
        persons = " replace (cast(person as varchar) as person)" if "person" in table.stored else ""
        lake.told(table.name, made.sql(f"select *{persons} from {table.name}").to_arrow_table())
    statements = facts.make(engine.Spark(lake, made), held, drawn.NOW)
    names = agreed.TABLES.keys() | {one.makes for one in statements if one.kind == "table"}
    found = made.execute("select table_name from duckdb_tables() where schema_name = 'made'").fetchall()
    assert {name for (name,) in found} == names
    for name in names:
        columns = "select column_name, column_type from (describe {}.{})"
        assert (
            made.execute(columns.format("made", name)).fetchall()
            == made.execute(columns.format("main", name)).fetchall()
        )
        for one, other in (("main", "made"), ("made", "main")):
            assert made.execute(f"from {one}.{name} except all from {other}.{name}").fetchall() == [], (name, one)
    for name, key in (("facts", "lead_id"), ("deal_facts", "deal_id")):
        order = f"select {key} from {{}}.{name}"
        assert made.execute(order.format("made")).fetchall() == made.execute(order.format("main")).fetchall()


def test_records_at_every_edge_give_equal_facts(lake: cluster.Lake) -> None:
    assert_equal(lake, hard_records.records(), hard_records.agreements())


def test_random_records_give_equal_facts_though_they_come_by_the_few(
    lake: cluster.Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "AT_ONCE", 40)
    assert_equal(lake, random_leads.records(random_leads.drawn_leads()), drawn.agreements())
