"""The plan, as Streamlit runs it, asserting the numbers that a person reads."""

import tomllib
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from tests import harvest
from tests.screens import charts, metrics, move, opened, page, row, sheets, sliders, traces, words


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harvest.write(tmp_path_factory.mktemp("harvest"))


@pytest.fixture
def at_harvest(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)


def carried(app: AppTest) -> dict[str, str]:
    """Return the choices that the link to the other page carries."""
    (link,) = (one for one in app.get("page_link") if one.proto.page in ("plan", "whatif"))
    return dict(parse_qsl(link.proto.query_string))


@pytest.mark.usefixtures("at_harvest")
def test_each_month_says_its_leads_and_whether_its_revenue_will_be_there() -> None:
    app = page("plan", horizon="6")
    assert "SMB needs 3,000 leads in Dec 2026–May 2027" in words(app)
    table = sheets(app)[0]
    assert list(table["Month"]) == ["Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027", "May 2027", "all"]
    # twelve days from hand-off to win: of November's 500 leads those of the last twelve days win in December
    december = row(table, Month="Dec 2026")
    assert (december["Quota"], december["form"], december["Standing"]) == ("100 k", "500", "● Reached")
    assert december["In the pipe"] == "40 k"
    assert row(table, Month="all")["Leads"] == "3,000"
    assert metrics(app)["Expected with the plan"] == ("600 k", "● No month falls short")
    said = words(app)
    assert "at the rates signed; no month falls short" in said
    assert "The 500 leads a month that are signed now are enough for every month on average; " in said
    assert "to be 80 % sure of a whole quota takes 555, not 500." in said
    assert "###### Hand over 500 leads every month" in said
    leads, revenue = (traces(chart.figure) for chart in charts(app))
    assert list(leads["Leads"].y) == [500] * 6
    assert list(revenue["Quota"].y) == [100_000] * 6
    assert "Dec 26" in leads["Leads"].x


@pytest.mark.usefixtures("at_harvest")
def test_a_quota_that_jumps_is_short_where_its_leads_had_to_come_before() -> None:
    app = page("plan", **{"SMB quota": "300000", "horizon": "6"})
    assert metrics(app)["Expected with the plan"][1] == "▼ 1 month falls short"
    said = words(app)
    assert "at the rates signed; Dec 2026 falls short" in said
    assert "Short: **Dec 2026** by 27 %" in said
    assert "From Dec 2026 hand over up to **1,000 more** leads a month than the 500 signed now: " in said
    assert "Let the quota rise over some months" in said
    assert row(sheets(app)[0], Month="Dec 2026")["Standing"] == "▼ Short"
    assert list(traces(charts(app)[1].figure)["Short"].x) == ["Dec 26"]


@pytest.mark.usefixtures("at_harvest")
def test_it_plans_the_very_scenario_of_the_address_of_what_if_and_says_which_rates_it_takes() -> None:
    moved = {"SMB quota": "50000", "SMB form win": "12.5", "SMB order": "4000"}
    assert "50 k of SMB need 260 leads a month" in words(page("whatif", **moved))
    app = page("plan", horizon="6", **moved)
    text = words(app)
    assert "SMB needs 1,464 leads in Dec 2026–May 2027 with the numbers that were moved" in text
    assert "form: order value 4,000, share of the quota 100.00 %, Opportunity → Won 12.50 %" in text
    assert metrics(app)["New revenue wanted"][0] == "300 k"
    assert "in Dec 2026–May 2027 at the rates signed" in words(page("plan", horizon="6"))


@pytest.mark.usefixtures("at_harvest")
@pytest.mark.parametrize(
    ("moved", "why"),
    [
        ({}, "● the same every month"),
        ({"plan SMB churn": "2"}, "● the same every month"),  # of no revenue
        ({"plan SMB ramp": "3"}, "● rising for 3 months"),
        (
            {"plan SMB season": "90 " * 11 + "210", "plan SMB churn": "2", "plan SMB base": "50000"},
            "● by season, more for what is lost",
        ),
    ],
)
def test_what_makes_the_months_differ_is_said_where_it_is_in_force(moved: dict[str, str], why: str) -> None:
    assert metrics(opened("plan", **moved))["New revenue wanted"][1] == why


@pytest.mark.usefixtures("at_harvest")
def test_what_if_and_the_plan_lead_to_each_other_with_all_that_is_chosen() -> None:
    app = page("whatif", stream="SMB")
    app = move(
        app,
        **{"SMB form win": "12.5", "SMB quota": "50000", "SMB form promise": "2 h"},
    )
    there = carried(app)
    assert (there["of"], there["SMB form win"]) == ("SMB", "12.5")
    assert "stream" not in there  # the browser keeps it by itself
    plan = page("plan", horizon="6", **there)
    assert "SMB needs 3,000 leads" in words(plan)
    back = page("whatif", **carried(plan))
    assert "50 k of SMB need 500 leads a month" in words(back)
    assert sliders(back)["SMB form promise"]["shown"] == "2 h"


@pytest.mark.usefixtures("at_harvest")
def test_rates_that_were_shown_are_called_so_and_one_that_is_moved_is_not() -> None:
    found = words(page("plan", start="records", horizon="6"))
    assert "at the rates that the records show" in found
    moved = page("plan", start="records", horizon="6", **{"SMB form win": "26"})
    assert "with the numbers that were moved" in words(moved)


@pytest.mark.usefixtures("at_harvest")
def test_evidence_asks_for_more_leads_where_fewer_convert() -> None:
    assert "SMB needs 5,004 leads" in words(page("plan", start="records", horizon="6"))


@pytest.mark.usefixtures("at_harvest")
def test_the_targets_of_a_draft_sum_to_the_plan() -> None:
    app = page("plan", horizon="12", **{"plan SMB ramp": "3"})
    (targets,) = (tomllib.loads(code.value)["targets"] for code in app.code if code.value.startswith("targets"))
    assert sorted(targets) == [*("2026-12",), *(f"2027-{month:02}" for month in range(1, 12))]
    assert f"{sum(targets.values()):,}" == row(sheets(app)[0], Month="all")["Leads"]


@pytest.mark.usefixtures("at_harvest")
@pytest.mark.parametrize("horizon", ["7", "long"])
def test_what_nobody_offers_is_a_year(horizon: str) -> None:
    app = page("plan", horizon=horizon, **{"plan SMB season": "summer"})
    assert len(sheets(app)[0]) == 13
    assert "Write twelve whole numbers" in app.warning[0].value


@pytest.mark.usefixtures("at_harvest")
@pytest.mark.parametrize("name", ["plan", "whatif"])
@pytest.mark.parametrize("as_of", ["2024-08-03T09:00Z", "2026-09-01T00:00+02:00", "2028-02-28T12:00Z"])
def test_it_stands_before_the_records_on_the_first_day_and_long_after(name: str, as_of: str) -> None:
    app = page(name, as_of=as_of, stream="SMB", lead_type="form")
    assert "SMB" in words(app)
    assert "nan" not in words(app) + str(metrics(app))


@pytest.mark.usefixtures("at_morning")
def test_without_rates_there_is_nothing_to_plan_and_it_says_so() -> None:
    assert "there is nothing to move" in page("plan").info[0].value
