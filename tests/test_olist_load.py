"""Real records: the published marketing funnel, where it is at hand."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash import load
from tests import drawn

ROOT = Path(__file__).parent.parent
OLIST = ROOT.parent / "shared" / "data" / "olist"
WON = [3, 73, 113, 147, 207, 122, 57, 37, 33, 23, 21, 6]
LEADS = [4, 239, 386, 312, 416, 445, 200, 1141, 1028, 1174, 1352, 1303]
BY_TYPE = [
    (None, 14, 60),
    ("organic_search", 271, 2296),
    ("paid_search", 195, 1586),
    ("social", 75, 1350),
    ("unknown", 179, 1099),
]

pytestmark = pytest.mark.skipif(not OLIST.is_dir(), reason="the published records are not at hand")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> load.Report:
    return load.records(
        OLIST,
        ROOT / "data" / "mappings" / "olist.toml",
        tmp_path_factory.mktemp("olist"),
        drawn.agreements(),
        now=datetime(2018, 12, 1, tzinfo=UTC),
    )


def rows(report: load.Report, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(report.path, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_row_is_kept(report: load.Report) -> None:
    assert [(file.table, file.rows_in, file.rows_kept) for file in report.files] == [
        ("leads", 8000, 8000),
        ("deals", 842, 842),
    ]
    assert report.rejects == ()


def by_local_month(report: load.Report, table: str, column: str) -> list[object]:
    # The records hold UTC; Olist's local time is asked of DuckDB's own zones, not of the loader's.
    local = f"date_trunc('month', timezone('America/Sao_Paulo', timezone('UTC', {column})))"
    return [count for (count,) in rows(report, f"select count(*) from {table} group by {local} order by {local}")]


def test_the_published_counts_by_month_are_found_in_local_time(report: load.Report) -> None:
    assert by_local_month(report, "leads", "qualified_at") == LEADS
    assert by_local_month(report, "deals", "closed_at") == WON


def test_wins_by_lead_type_are_the_published_ones_without_losing_the_empty_type(report: load.Report) -> None:
    found = rows(
        report,
        """
        select lead_type, count(deal_id), count(*)
        from leads left join deals using (lead_id)
        group by lead_type
        having lead_type is null or lead_type in ('organic_search', 'paid_search', 'social', 'unknown')
        order by lead_type nulls first
        """,
    )
    assert found == BY_TYPE


def test_the_deal_won_before_its_hand_off_is_noted(report: load.Report) -> None:
    assert [doubt.rows for doubt in report.quality if doubt.check == "opened before its lead"] == [1]
