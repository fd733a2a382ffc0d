"""Real records: the published marketing funnel, where it is at hand."""

import csv
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import duckdb
import pytest

from sla_dash import load
from sla_dash.agreement import Agreements
from sla_dash.board import Board, board
from sla_dash.records import queries, store
from sla_dash.rules.funnel import Ripeness, Stage
from tests import ROOT, drawn

OLIST = ROOT.parent / "shared" / "data" / "olist"
WON = [3, 73, 113, 147, 207, 122, 57, 37, 33, 23, 21, 6]
LEADS = [4, 239, 386, 312, 416, 445, 200, 1141, 1028, 1174, 1352, 1303]
NEVER = datetime(2030, 1, 1, tzinfo=UTC)
"""After everything that the records hold."""
MAY = date(2018, 5, 1)
BY_TYPE = [
    (None, 14, 60),
    ("organic_search", 271, 2296),
    ("paid_search", 195, 1586),
    ("social", 75, 1350),
    ("unknown", 179, 1099),
]

pytestmark = pytest.mark.skipif(not OLIST.is_dir(), reason="the published records are not at hand")


def agreements() -> Agreements:
    terms = drawn.terms(timezone='"America/Sao_Paulo"', valid_from="2018-02-01", next_revision="2018-05-01")
    return drawn.agreements(terms)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> load.Report:
    return load.records(
        OLIST,
        ROOT / "data" / "mappings" / "olist.toml",
        tmp_path_factory.mktemp("olist"),
        agreements(),
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


def as_of(report: load.Report, day: str) -> Board:
    return board(store.open_file(report.path), agreements(), datetime.fromisoformat(f"{day}T09:00-03:00"))


def test_the_board_shows_the_published_leads_and_wins_by_type(report: load.Report) -> None:
    found = {one.lead_type: one for one in queries.outcomes.outcomes(as_of(report, "2018-12-01").snapshot, NEVER)}
    assert [(kind, found[kind].won, found[kind].leads) for kind, _, _ in BY_TYPE] == BY_TYPE
    assert (sum(one.won for one in found.values()), sum(one.leads for one in found.values())) == (842, 8000)
    shares = {kind: round(float(one.share or 0) * 100, 2) for kind, one in found.items()}
    published = {"organic_search": 11.80, "paid_search": 12.30, "social": 5.56, "unknown": 16.29, None: 23.33}
    assert {kind: shares[kind] for kind in published} == published


def test_the_board_shows_the_published_months(report: load.Report) -> None:
    found = {one.month: one for one in queries.outcomes.months(as_of(report, "2018-12-01").snapshot, NEVER)}
    assert [found[month].leads for month in sorted(found) if month < date(2018, 6, 1)] == LEADS
    assert [found[month].won for month in sorted(found) if month >= date(2017, 12, 1)] == WON


@pytest.mark.parametrize(("day", "leads"), [("2018-04-16", 655), ("2018-03-01", 1028), ("2018-06-01", 1303)])
def test_the_board_shows_the_published_month_to_date(report: load.Report, day: str, leads: int) -> None:
    morning = as_of(report, day)
    complete = morning.today.day > 1
    shown = morning if complete else Board(morning.snapshot, morning.agreements, morning.as_of, morning.before.month)
    assert shown.delivery.lines[-1].so_far.counts.net == leads


def test_the_board_shows_the_published_days_to_win(report: load.Report) -> None:
    found = queries.outcomes.days_to_win(as_of(report, "2018-12-01").snapshot, NEVER)
    assert (found.won, found.fewest, found.most, found.median) == (842, -2, 427, 14)
    assert found.mean == pytest.approx(48.44, abs=0.005)
    assert found.p90 == pytest.approx(161.9, abs=0.05)


def test_without_touches_sales_is_not_judged(report: load.Report) -> None:
    morning = as_of(report, "2018-04-16")
    assert not morning.load.has_touches
    assert morning.contact.lines[-1].n == 0
    assert morning.act.owed[-1].breached_waiting == 0


def of_may(report: load.Report, day: str) -> Board:
    morning = as_of(report, day)
    return Board(morning.snapshot, morning.agreements, morning.as_of, MAY)


def test_the_funnel_converts_the_published_leads_by_type_without_losing_the_empty_type(report: load.Report) -> None:
    lines = [line for line in of_may(report, "2018-12-01").funnel.lines("year") if line.stage is Stage.MQL]
    found = {line.lead_type: (line.cohort.passed, line.cohort.entered) for line in lines if not line.total}
    assert {kind: found[kind] for kind, _, _ in BY_TYPE} == {kind: (won, leads) for kind, won, leads in BY_TYPE}
    (total,) = (line.cohort for line in lines if line.total)
    assert (total.passed, total.entered) == (842, 8000)
    # Only wins were published: what is not won may yet be.
    assert total.lost == 0
    assert total.ripeness is Ripeness.GROWING


@pytest.mark.parametrize(
    ("day", "newest_mature"), [("2018-06-01", date(2017, 10, 1)), ("2018-12-01", date(2017, 12, 1))]
)
def test_old_cohorts_are_mature_and_the_last_ones_still_grow(
    report: load.Report, day: str, newest_mature: date
) -> None:
    points = [one for one in of_may(report, day).funnel.points if one.stage is Stage.MQL and one.cohort.entered]
    assert [one.month for one in points][:: len(points) - 1] == [date(2017, 6, 1), MAY]
    mature = [one.month for one in points if one.cohort.ripeness is Ripeness.MATURE]
    assert mature == [one.month for one in points if one.month <= newest_mature]
    assert {one.cohort.ripeness for one in points[len(mature) :]} == {Ripeness.GROWING}
    grown = [round(one.cohort.maturity or 0, 9) for one in points]
    assert grown == sorted(grown, reverse=True)


@pytest.mark.parametrize("day", ["2018-06-01", "2018-12-01"])
def test_the_maturity_of_the_last_month_is_the_one_that_plain_python_finds_in_the_files(
    report: load.Report, day: str
) -> None:
    today, zone = date.fromisoformat(day), ZoneInfo("America/Sao_Paulo")
    won = {row["mql_id"]: datetime.fromisoformat(row["won_date"]) for row in published("closed_deals")}
    leads: list[tuple[date, int, bool]] = []
    for row in published("marketing_qualified_leads"):
        if row["origin"] == "organic_search":
            handed, at = datetime.fromisoformat(row["first_contact_date"]), won.get(row["mql_id"])
            if at and at < datetime.fromisoformat(f"{day}T09:00"):
                seconds = (at.replace(tzinfo=zone).timestamp() - handed.replace(tzinfo=zone).timestamp()) // 86_400
                leads.append((handed.date(), max(0, int(seconds)), True))
            elif handed.date() < today:
                leads.append((handed.date(), max(0, (today - handed.date()).days - 1), False))
    waiting, by_day = 1.0, []
    for passed in range(max(days for _, days, _ in leads) + 1):
        at_risk = sum(days >= passed for _, days, _ in leads)
        waiting *= 1 - sum(days == passed and wins for _, days, wins in leads) / at_risk
        by_day.append(1 - waiting)
    ages = [(today - handed).days - 1 for handed, _, _ in leads if handed >= MAY]
    expected = sum(by_day[min(age, len(by_day) - 1)] for age in ages) / len(ages) / by_day[-1]
    found = {
        line.lead_type: line.cohort for line in of_may(report, day).funnel.lines("month") if line.stage is Stage.MQL
    }
    assert found["organic_search"].maturity == pytest.approx(expected, abs=0.001)


def published(table: str) -> list[dict[str, str]]:
    with (OLIST / f"olist_{table}_dataset.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
