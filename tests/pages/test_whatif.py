"""What-if, as Streamlit runs it, asserting the numbers that a person reads."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.records import store
from sla_dash.records.store import Parameter
from sla_dash.rules import whatif
from sla_dash.rules.whatif import Choice, Scenario
from tests import harvest
from tests.screens import charts, metrics, move, opened, page, row, sheets, sliders, traces, words


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harvest.write(tmp_path_factory.mktemp("harvest"))


@pytest.fixture
def at_harvest(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)


def compared(app: AppTest) -> pd.DataFrame:
    """Return what differs from the numbers signed: the first table that holds them."""
    return next(one for one in sheets(app) if "Signed" in one.columns).set_index("SMB, a month")


@pytest.mark.usefixtures("at_harvest")
def test_it_starts_from_what_was_signed() -> None:
    app = page("whatif")
    assert "100 k of SMB need 500 leads a month" in words(app)
    shown = metrics(app)
    assert shown["Leads, 500 signed"] == ("500", "● As signed")
    assert shown["Lead value, 200 signed"] == ("200", "● As signed")
    assert shown["Leads, to be 80 % sure"] == ("555", "● 497 for 50 %")
    assert shown["Leads a month per rep"] == ("–", "○ No reps on record")
    tornado, ladder = (traces(chart.figure) for chart in charts(app))
    assert list(ladder["This scenario"].x) == [500, 250, 200, 50]
    assert tornado["Leads needed"].customdata[-1].startswith("<b>384 to 678</b><br>form, ")
    form = row(sheets(app)[0], Lead_type="form")
    assert (form["Deals"], form["MQLs"], form["Contact within"]) == ("50", "500", "4 h")


@pytest.mark.usefixtures("at_harvest")
def test_the_switch_starts_from_the_evidence_instead() -> None:
    app = page("whatif", start="records")
    assert "100 k of SMB need 834 leads a month, 334 more than signed" in words(app)
    assert "Nothing is changed: all else is as signed, the rates are those that the records show." in words(app)
    assert metrics(app)["Leads, 500 signed"] == ("834", "▲ +67 %")
    beside = compared(app)
    assert beside.loc["form: MQL → SQL", "This scenario"] == "30.00 % (−40 %)"
    assert beside.loc["Leads", "Signed"] == "500"


@pytest.mark.usefixtures("at_harvest")
def test_a_rate_is_spoken_against_outside_the_interval_of_the_funnel_alone() -> None:
    app = page("whatif")
    assert "form, MQL → SQL: the records show **30 % (25–36 %), 120 of 400**; nine times in ten that asks" in words(app)
    said = words(page("whatif", **{"SMB form mql_to_sql": "34"}))
    assert "form, MQL → SQL: the records say about 30 %; **34 %** is just possible." in said
    assert "just possible" not in words(page("whatif", **{"SMB form mql_to_sql": "33"}))


@pytest.mark.usefixtures("at_harvest")
def test_a_slider_moves_the_ladder_without_a_single_question_to_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("whatif")
    executed = []
    bound = store._bound

    def counted(parameters: Mapping[str, Parameter]) -> dict[str, object]:
        executed.append(parameters)  # every statement that DuckDB runs binds its parameters here
        return bound(parameters)

    monkeypatch.setattr(store, "_bound", counted)
    move(app, **{"SMB form win": "50"})
    assert not app.exception
    assert metrics(app)["Leads, 500 signed"] == ("250", "▼ −50 %")
    move(app, **{"SMB quota": "200000"})
    assert metrics(app)["Leads, 500 signed"] == ("500", "● As signed")
    assert not executed
    page("whatif", as_of="2026-09-09T09:00+02:00")
    assert executed  # another instant does ask


@pytest.mark.usefixtures("at_harvest")
def test_the_address_is_the_scenario() -> None:
    app = page("whatif", **{"SMB quota": "50000", "SMB form win": "12.5"})
    assert metrics(app)["Leads, 500 signed"] == ("500", "● As signed")
    assert "50 k of SMB need 500 leads a month" in words(app)
    broken = page("whatif", **{"SMB quota": "plenty", "of": "Nowhere", "start": "the stars"})
    assert metrics(broken)["Leads, 500 signed"][0] == "500"


@pytest.mark.usefixtures("at_harvest")
def test_scenarios_are_kept_in_the_address_and_stand_side_by_side() -> None:
    app = page("whatif")
    move(app, **{"SMB quota": "150000"})
    app.text_input(key="name of the scenario").set_value("Bold")
    next(button for button in app.button if button.label == "Keep").click().run()
    beside = compared(app)
    assert beside.loc["Quota", "Bold"] == "150,000 (+50 %)"
    kept = app.query_params["scenario"]
    kept = [kept] if isinstance(kept, str) else kept
    choice = Choice("form", Fraction(1), (Fraction(1, 4), Fraction(4, 5), Fraction(1, 2)), None, timedelta(hours=4))
    bold = Scenario("SMB", Fraction(150_000), Fraction(2_000), Fraction(4, 5), (choice,))
    assert [whatif.decode(text) for text in kept] == [("Bold", bold)]
    again = page("whatif", scenario=kept[0])
    assert compared(again).loc["Leads", "Bold"] == "750 (+50 %)"
    assert all("Bold" not in sheet.columns for sheet in sheets(page("whatif", scenario="{}")))


@pytest.mark.usefixtures("at_harvest")
def test_each_change_is_told_with_what_it_does_alone_and_all_together() -> None:
    app = opened("whatif", **{"SMB quota": "150000"})
    said = words(app)
    assert "100 k of SMB" not in said
    assert "Quota a month from 100,000 to **150,000**: +250 leads" in said
    assert "This makes: 500 → **750** leads." in said
    said = words(move(app, **{"SMB form win": "50"}))
    assert "Quota a month from 100,000 to **150,000**, alone: +250 leads" in said
    assert "form: Opportunity → Won from 25.0 % to **50.0 %**, alone: −250 leads" in said
    assert "Both together: 500 → **376** leads." in said
    said = words(move(app, **{"SMB sure": "90"}))
    assert "Changed as well: form: Opportunity → Won from 25.0 % to **50.0 %**" in said
    said = words(move(app, **{"SMB form promise": "1 h"}))
    assert "Changed as well: 2 numbers, in the table below" in said
    assert "All 4 together: 500 → **376** leads." in said


@pytest.mark.usefixtures("at_harvest")
def test_what_was_moved_stays_moved_where_it_starts_from_the_evidence_instead() -> None:
    app = opened("whatif", start="records", **{"SMB quota": "150000", "SMB form win": "50"})
    assert "Both together: 834 → **627** leads." in words(app)
    assert sliders(app)["SMB form win"]["start"] == "25"


@pytest.mark.usefixtures("at_harvest")
def test_only_what_differs_is_compared_and_the_rest_is_folded() -> None:
    folded = opened("whatif")
    assert not sheets(folded)
    assert "11 numbers as signed" in [one.label for one in folded.expander]
    app = opened("whatif", **{"SMB order": "4000"})
    (differs,) = sheets(app)
    assert list(differs["SMB, a month"]) == [
        "Average order value",
        "Leads",
        "Lead value",
        "Leads, as sure as asked",
        "form: leads",
        "form: lead value",
    ]


@pytest.mark.usefixtures("at_harvest")
def test_what_is_typed_counts_exactly_and_a_slider_reaches_from_half_to_twice() -> None:
    app = opened("whatif", **{"SMB form win": "12.25", "SMB quota": "1234567"})
    quota, win = (sliders(app)[f"SMB {name}"] for name in ("quota", "form win"))
    assert (win["shown"], win["low"], win["high"]) == ("12.25 %", "12.2", "50")
    assert (quota["low"], quota["high"]) == ("50000", "1235000")
    assert "1.23 M of SMB need" in words(app)
    assert sliders(opened("whatif", **{"SMB quota": "0.5"}))["SMB quota"]["at"] == "100000"


@pytest.mark.usefixtures("at_harvest")
@pytest.mark.parametrize("quota", ["0", "1000000000"])
def test_the_ends_of_what_can_be_typed_are_answered(quota: str) -> None:
    app = page("whatif", **{"SMB quota": quota, "SMB order": "1", "SMB form win": "0.5", "SMB form share": "0"})
    assert "nan" not in words(app) + str(metrics(app))
    page("whatif", **{"SMB quota": quota, "SMB order": "1", "SMB form win": "0.5", "SMB form mql_to_sql": "0.5"})


@pytest.mark.usefixtures("at_morning")
def test_without_rates_there_is_nothing_to_move_and_it_says_so() -> None:
    app = page("whatif")
    assert "there is nothing to move" in app.info[0].value
