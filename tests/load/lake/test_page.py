"""What docs/spark.md says, done: the made-up company lies in a lake and comes to the board."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import pytest

from sla_dash import cli, demo, load
from sla_dash.load import instants
from sla_dash.load.lake import landing
from sla_dash.load.lake.cluster import Lake
from tests import ROOT, company, lakes, sparked

pytestmark = pytest.mark.spark

NOW = datetime.fromisoformat(company.INSTANTS[0])
PAGE = (ROOT / "docs" / "spark.md").read_text("utf-8")
TABLES = {
    "leads": """
        "Lead ID" as lead_id, "Lead Type" as type, "Business Line" as business_line, "Owner" as owner, "Email" as email,
        "Score" as score, "Create Date" as created, "Assigned" as assigned, "MQL Date" as handed_over,
        "SQL Date" as accepted, "Rejected" as rejected, "Rejection Reason" as reason, "Closed" as closed,
        "Lead Status" as status, "Test" as test, "Need" as need, "Budget" as budget, "Time Frame" as time_frame,
        "Decision Maker" as decision_maker
    """,
    "touches": """
        "Lead" as lead, "When" as at, "By" as by, "Channel" as channel, "Direction" as direction,
        "Automated" as automated, "Result" as result
    """,
    "deals": """
        "Deal" as deal, "Lead" as lead, "Business Line" as business_line, "Owner" as owner, "Opened" as opened,
        "Decided" as decided, "Stage" as stage, "Amount" as value, "Currency" as currency
    """,
    "reps": '"User" as rep, "Team" as team, "Time Zone" as zone, "Start Date" as since',
}
"""What the page calls the columns of the company's files."""


def landed(spark: sparked.Cluster, folder: Path) -> None:
    """Put the company's files into the lake as tables of text, each row with its line."""
    with lakes.session(spark.url) as session, duckdb.connect() as connection:
        session.sql("create database if not exists crm")
        for name, columns in TABLES.items():
            path = folder / f"{name}.csv"
            lines = f"select {columns}, '{path.name}' as _file, row_number() over () + 1 as _line"
            found = connection.sql(f"{lines} from read_csv('{path}', all_varchar = true)").to_arrow_table()
            session.createDataFrame(found).write.mode("overwrite").saveAsTable(f"crm.{name}")


def files(folder: Path) -> Path:
    """Write the company's files, but for the last row, which is cut off: nobody can land that."""
    demo.write(folder, company.AGREEMENTS, NOW)
    deals = (folder / "deals.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "deals.csv").write_text("".join(deals[:-1]), "utf-8")
    return folder


def mapped(folder: Path) -> Path:
    """Write the mapping of the page, under the name and with the address that the one for the files has."""
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    mapping = folder / "demo.toml"
    mapping.write_text(f'crm = {{ lead_url = "https://crm.example.com/leads/{{lead_id}}" }}\n{text}', "utf-8")
    return mapping


def lose(
    spark: sparked.Cluster, end: Callable[..., None], found: Lake, connection: duckdb.DuckDBPyConnection, *given: object
) -> None:
    """Kill a worker when the records have come and no fact is made, and see that no transaction spans both."""
    spark.kill(0)
    connection.execute("begin; rollback")
    end(found, connection, *given)


def test_the_made_up_company_comes_from_a_lake_as_from_its_files_though_a_worker_is_lost_in_the_middle(
    spark: sparked.Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (source := tmp_path / "files").mkdir()
    landed(spark, files(source))
    keys, demo_mapping = lakes.keyed(tmp_path / "expected"), ROOT / "data" / "mappings" / "demo.toml"
    expected = load.records(source, demo_mapping, keys, company.AGREEMENTS, now=NOW).path
    data = lakes.keyed(tmp_path / "data")
    for terms in ("agreement.toml", "agreement-1.toml"):  # with a line more, or they were those of a made-up company
        (data / terms).write_text((ROOT / "data" / terms).read_text("utf-8") + "\n", "utf-8")
    words = ["sla-dash", "load", "--spark", spark.url, "--mapping", str(mapped(tmp_path))]
    assert "sla-dash load --spark sc://127.0.0.1:15002 --mapping lake.toml" in PAGE
    monkeypatch.setattr("sys.argv", [*words, "--data", str(data), "--as-of", NOW.isoformat()])
    monkeypatch.setattr(landing, "end", partial(lose, spark, landing.end))
    with pytest.raises(SystemExit, match="0"):
        cli.main()
    assert spark.workers[0].poll() is not None
    assert "leads: crm.leads: 24,652 rows in = 24,650 kept + 2 rejected" in capfd.readouterr().out
    (one, other) = lakes.differences(expected, next(data.glob("records-*.duckdb")))
    assert [part for part in zip(one, other, strict=True) if part[0] != part[1]] == [
        ("expected", "found"),
        (instants.not_a_date(("%Y-%m-%d %H:%M:%S",)), instants.not_a_date(())),
    ]
