"""What docs/spark.md says, done: the made-up company lies in a lake and comes to the board."""

import re
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash import cli, demo, load
from sla_dash.load import lake, person
from tests import ROOT, company, drawn, lakes, sparked

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


@pytest.fixture(scope="module")
def expected(spark: sparked.Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot of the company's files, whose rows lie in the lake too, but for the one that is cut off."""
    source, data = tmp_path_factory.mktemp("files"), keyed(tmp_path_factory.mktemp("expected"))
    demo.write(source, company.AGREEMENTS, NOW)
    deals = (source / "deals.csv").read_text("utf-8").splitlines(keepends=True)
    (source / "deals.csv").write_text("".join(deals[:-1]), "utf-8")
    landed(spark, source)
    mapping = ROOT / "data" / "mappings" / "demo.toml"
    return load.records(source, mapping, data, company.AGREEMENTS, now=NOW).path


def keyed(data: Path) -> Path:
    (data / person.KEY).write_text(drawn.KEY.hex(), "utf-8")
    return data


def mapped(folder: Path) -> Path:
    """Write the mapping of the page, under the name and with the address that the one for the files has."""
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    mapping = folder / "demo.toml"
    mapping.write_text(f'crm = {{ lead_url = "https://crm.example.com/leads/{{lead_id}}" }}\n{text}', "utf-8")
    return mapping


def assert_equal(expected: Path, found: Path) -> None:
    (one, other) = lakes.differences(expected, found)
    assert [part for part in zip(one, other, strict=True) if part[0] != part[1]] == [
        ("expected", "found"),
        ("not a date of the format %Y-%m-%d %H:%M:%S", "not a date of ISO 8601"),
    ]


def test_the_made_up_company_comes_from_a_lake_as_it_comes_from_its_files(
    spark: sparked.Cluster,
    expected: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for terms in ("agreement.toml", "agreement-1.toml"):  # with a line more, or they were those of a made-up company
        (keyed(tmp_path) / terms).write_text((ROOT / "data" / terms).read_text("utf-8") + "\n", "utf-8")
    words = ["sla-dash", "load", "--spark", spark.url, "--mapping", str(mapped(tmp_path))]
    assert "sla-dash load --spark sc://127.0.0.1:15002 --mapping lake.toml" in PAGE
    monkeypatch.setattr("sys.argv", [*words, "--data", str(tmp_path), "--as-of", NOW.isoformat()])
    with pytest.raises(SystemExit, match="0"):
        cli.main()
    assert "leads: crm.leads: 24,652 rows in = 24,650 kept + 2 rejected" in capfd.readouterr().out
    assert_equal(expected, next(tmp_path.glob("records-*.duckdb")))


def test_a_worker_that_is_lost_in_the_middle_costs_no_row(
    spark: sparked.Cluster, expected: Path, tmp_path: Path
) -> None:
    def kill(_: str, share: float) -> None:
        if share > lake.LANDED and spark.workers[0].poll() is None:
            spark.kill(0)

    report = lake.records(spark.url, mapped(tmp_path), keyed(tmp_path), company.AGREEMENTS, now=NOW, progress=kill)
    assert spark.workers[0].poll() is not None
    assert_equal(expected, report.path)
