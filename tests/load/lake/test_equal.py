"""A lake gives the snapshot that the same rows give as files, but for the touches, which stay there."""

# ruff: noqa: E501 - a table is as wide as it is

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash import load
from sla_dash.errors import RecordsError
from sla_dash.load import forgotten, lake, person
from sla_dash.load.lake import cluster
from sla_dash.load.rows import Progress
from tests import ROOT, drawn, lakes, services, sparked

pytestmark = pytest.mark.spark

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
OLIST = ROOT.parent / "shared" / "data" / "olist"
LEADS = """
id | created | handed | given | closed | mail | owner | name | firm | type | stream | score | test | need | wants
L1 | 2026-03-29 02:30 | 2026-03-29T03:30:00 | 2026-03-29 | | Ann@X.example | ann | Ann Ax | Ax | Web | SMB | 1.5 | yes | x | budget; need
L2 | 2026-10-25 02:30:00.1234567 | 2026-10-25 02:30:00+01:00 | | 2026-10-25 | bob@x.example | n/a | bob@x.example | | form | SMB | +4 | no | | ;
L3 | 2026-10-01 10:00 UTC | 2026-10-02 10:00:00 +02 | 2026-10-02T10:00Z | | bob@x.example | 7.0 | ask c@x.example | | | | x | | n/a | need
L3 | 2026-10-01 10:00 | | | | | ann | | | form | SMB | | | |
| 2026-10-01 10:00 | | | | | ann | | | form | SMB | | | |
1.2E+15 | 2026-10-01 10:00 | | | | | ann | | | form | SMB | | | |
L4 | soon | | | | | ann | | | form | SMB | | | |
L5 | 1970-01-01 | | | | | ann | | | form | SMB | | | |
L6 | 2026-11-01 | 2026-02-30 | | | | ann | | | form | SMB | | | |
L7 | 2026-11-01 10:00 | 2026-11-02 10:00 | | | | 1.2E+15 | | | form | SMB | x9 | maybe | |
e@x.example | 2026-11-01 10:00 | 2026-11-02 10:00 | 2026-11-02 11:00 | | e@x.example | bob | Eve | Ex | form | SMB | 9 | F | 1 | budget
L8 | 2026-11-01 10:00 | 2026-11-03 10:00 | | | E@x.example | bob | Eve | Ex | form | SMB | 1000 | F | 1 |
"""
TOUCHES = """
lead | at | by | how | way | said
L1 | 2026-04-01 | ann | Phone Call | out | Connected
L1 | 2026-04-01 09:00 | bob | fax | sideways | weird
L2 | 2026-10-26 09:00 | ann | e-mail | | no answer
L2 | 2026-10-20 09:00 | zoe | call | in | connected
L2 | 2026-11-10 09:00 | ann | call | out |
L2 | 2027-01-10 09:00 | ann | call | out |
L9 | 2026-10-26 09:00 | ann | call | out |
E@x.example | 2026-11-02 15:00 | 1.2E+15 | call | out | connected
f@x.example | 2026-11-02 15:00 | ann | call | out | connected
L1 | 2026-13-01 | ann | call | out |
"""
DEALS = """
deal | lead | opened | closed | stage | amount | money | owner
D1 | L2 | 2026-11-01 | 2026-12-24 | Closed Won | 1000.50 | EUR | ann
D2 | L2 | 2026-11-01 10:00 | 2026-10-01 | lost | 12.345 | eur | ann
D3 | L9 | 2026-11-01 10:00 | 2035-01-01 | thinking | -5 | USD | bob
D4 | e@x.example | 2026-11-05 10:00 | | won | | |
D1 | L1 | 2026-11-06 10:00 | | open | 7 | | ann
"""
REPS = """
rep | team | zone | since
ann | East | Europe/Warsaw | 2026-01-01
bob | West | Mars/Olympus | 2026-01-01
cho | West | Asia/Tokyo | 1800-01-01
"""
MAPPING = """
[leads]
{leads}
[leads.columns]
lead_id = "id"
created_at = {{ column = "created", zone = "Europe/Warsaw" }}
qualified_at = {{ column = "handed", zone = "Europe/Warsaw" }}
assigned_at = {{ column = "given", zone = "America/New_York" }}
closed_at = {{ column = "closed", zone = "Europe/Warsaw" }}
email = "mail"
owner = "owner"
name = "name"
company = "firm"
lead_type = {{ column = "type", values = {{ Web = "form", "" = "outbound" }} }}
stream = "stream"
score = "score"
is_test = "test"
[leads.fields]
{fields}
[touches]
{touches}
[touches.columns]
lead_id = "lead"
touched_at = {{ column = "at", zone = "Europe/Warsaw" }}
rep = "by"
channel = "how"
direction = "way"
outcome = "said"
[deals]
{deals}
[deals.columns]
deal_id = "deal"
lead_id = "lead"
opened_at = {{ column = "opened", zone = "Europe/Warsaw" }}
closed_at = {{ column = "closed", zone = "Europe/Warsaw" }}
stage = "stage"
amount = "amount"
currency = "money"
owner = "owner"
[reps]
{reps}
[reps.columns]
rep = "rep"
team = "team"
timezone = "zone"
active_from = "since"
"""
TABLES = {"leads": LEADS, "touches": TOUCHES, "deals": DEALS, "reps": REPS}


FIELDS = 'need = "need"\n"" = { column = "wants", separator = ";" }'


@pytest.fixture(scope="module")
def source(spark: sparked.Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files, whose rows are tables of the lake too."""
    folder = tmp_path_factory.mktemp("source")
    with lakes.session(spark.url) as session:
        for name, text in TABLES.items():
            lakes.told(session, lakes.written(folder, name, text), folder)
    return folder


def mapped(folder: Path, where: str, text: str = MAPPING) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text.format(fields=FIELDS, **{name: where.format(name) for name in TABLES}), "utf-8")
    return path


def from_lake(spark: sparked.Cluster, folder: Path, data: Path, text: str = MAPPING) -> load.Report:
    mapping = mapped(folder, f'table = "{lakes.SCHEMA}.{{}}"', text)
    return lake.records(spark.url, mapping, data, drawn.agreements(), now=NOW)


def test_rows_at_every_edge_become_the_same_snapshot_which_is_not_prepared_again_without_the_touches(
    spark: sparked.Cluster, source: Path, tmp_path: Path
) -> None:
    mapping = mapped(tmp_path, 'files = ["{}.csv"]')
    expected = load.records(source, mapping, lakes.keyed(tmp_path / "files"), drawn.agreements(), now=NOW)
    found = from_lake(spark, tmp_path, lakes.keyed(tmp_path / "lake"))
    assert lakes.differences(expected.path, found.path) == []
    assert [one.in_words() for one in found.rejects] == [one.in_words() for one in expected.rejects]
    with duckdb.connect(found.path, read_only=True) as connection:
        assert connection.execute("from touches").fetchall() == []
        assert connection.execute("select touches, by_people from touched").fetchall() == [(7, 7)]
    with pytest.raises(RecordsError, match="their touches have stayed there"):
        load.again(tmp_path / "lake", drawn.agreements(), NOW)


def test_leads_alone_become_the_same_snapshot(spark: sparked.Cluster, source: Path, tmp_path: Path) -> None:
    alone = MAPPING.partition("[touches]")[0]
    mapping = mapped(tmp_path, 'files = ["{}.csv"]', alone)
    expected = load.records(source, mapping, lakes.keyed(tmp_path / "files"), drawn.agreements(), now=NOW)
    found = from_lake(spark, tmp_path, lakes.keyed(tmp_path / "lake"), alone)
    assert lakes.differences(expected.path, found.path) == []
    assert found.missing == expected.missing
    with duckdb.connect(found.path, read_only=True) as connection:
        counted = "select (select count(*) from leads), (select count(*) from deals), (select touches from touched)"
        assert connection.execute(counted).fetchall() == [(5, 0, 0)]


@pytest.mark.usefixtures("source")
def test_whoever_asked_to_be_forgotten_comes_without_a_name_and_no_address_comes_at_all(
    spark: sparked.Cluster, tmp_path: Path
) -> None:
    data = lakes.keyed(tmp_path / "data")
    hashed = person.hashed("e@x.example", drawn.KEY)
    forgotten.add(data, drawn.KEY, hashed, tmp_path)
    report = from_lake(spark, tmp_path, data)
    assert report.forgotten == 2
    whole = report.path.read_bytes()
    assert str(hashed).encode() not in whole
    assert hashed.bytes not in whole
    assert b"x.example" not in whole.lower()
    with duckdb.connect(report.path, read_only=True) as connection:
        named = (
            "select count(*), count(name), count(distinct person) from leads where lead_type = 'form' and score >= 9"
        )
        assert connection.execute(named).fetchall() == [(2, 0, 1)]
        same = "select count(*) from leads join deals using (lead_id) where deal_id = 'D4'"
        assert connection.execute(same).fetchall() == [(1,)]


@pytest.mark.skipif(not OLIST.is_dir(), reason="the published records are not at hand")
def test_real_records_with_types_become_the_same_snapshot(spark: sparked.Cluster, tmp_path: Path) -> None:
    terms = drawn.terms(timezone='"America/Sao_Paulo"', valid_from="2018-02-01", next_revision="2018-05-01")
    files, held, now = (
        ROOT / "data" / "mappings" / "olist.toml",
        drawn.agreements(terms),
        datetime(2018, 12, 1, tzinfo=UTC),
    )
    mapping = tmp_path / files.name
    mapping.write_text(lakes.mapping(files.read_text("utf-8")), "utf-8")
    with lakes.session(spark.url) as session:
        for path in OLIST.glob("*.csv"):
            lakes.told(session, path, tmp_path, "header = true")
    expected = load.records(OLIST, files, lakes.keyed(tmp_path / "files"), held, now=now)
    found = lake.records(spark.url, mapping, lakes.keyed(tmp_path / "lake"), held, now=now)
    assert sum(file.rows_kept for file in found.files) == 8842
    assert lakes.differences(expected.path, found.path) == []


def test_where_a_query_fails_or_the_cluster_is_lost_that_is_said_and_the_records_before_stay(
    spark: sparked.Cluster, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = lakes.keyed(tmp_path / "data")
    before = load.records(source, mapped(tmp_path, 'files = ["{}.csv"]'), data, drawn.agreements(), now=NOW).path
    monkeypatch.setattr(cluster, "RETRIES", 1)

    def failure(url: str, where: str, progress: Progress = load.silent) -> RecordsError:
        with pytest.raises(RecordsError) as raised:
            lake.records(url, mapped(tmp_path, where), data, drawn.agreements(), now=NOW, progress=progress)
        assert "The previous records stay in use." in raised.value.advice
        assert [*data.rglob("*.duckdb")] == [before]
        return raised.value

    assert "nowhere" in failure(spark.url, 'query = "select * from nowhere.{}"').message
    with services.relay(int(spark.url.rpartition(":")[2])) as (port, cut):

        def lose(_: str, share: float) -> None:
            if share > lake.LANDED:
                cut()

        said = failure(f"sc://127.0.0.1:{port}", f'table = "{lakes.SCHEMA}.{{}}"', lose)
        assert said.message == f"Spark at 127.0.0.1:{port} does not answer."
