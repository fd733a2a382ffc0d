"""What-if, as Streamlit runs it, asserting the numbers that a person reads."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from sla_dash.records import store
from sla_dash.records.store import Parameter
from sla_dash.rules import whatif
from sla_dash.rules.whatif import Choice, Scenario
from tests import harvest
from tests.screens import charts, metrics, move, page, row, sheets, traces, words


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harvest.write(tmp_path_factory.mktemp("harvest"))


@pytest.fixture
def at_harvest(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)


@pytest.mark.usefixtures("at_harvest")
def test_it_starts_from_what_was_signed() -> None:
    app = page("whatif")
    assert "100 k of SMB need 500 leads a month" in words(app)
    shown = metrics(app)
    assert shown["Leads, 500 signed"] == ("500", "● As signed")
    assert shown["Lead value, 200 signed"] == ("200", "● As signed")
    assert shown["Leads for 80 % confidence"] == ("555", "● 497 for 50 %")
    assert shown["Leads per rep, all streams"] == ("–", "○ No reps on record")
    ladder, tornado = (traces(chart.figure) for chart in charts(app))
    assert list(ladder["This scenario"].x) == [500, 250, 200, 50]
    assert tornado["Leads needed"].y[-1].startswith("form<br>")
    form = row(sheets(app)[0], Leads="form")
    assert (form["Deals"], form["MQLs"], form["Contact within"]) == ("50", "500", "4 h")


@pytest.mark.usefixtures("at_harvest")
def test_the_switch_starts_from_the_evidence_instead() -> None:
    app = page("whatif", start="evidence")
    assert "100 k of SMB need 834 leads a month" in words(app)
    assert metrics(app)["Leads, 500 signed"] == ("834", "▲ +67 %")
    beside = sheets(app)[1].set_index("SMB, a month")
    assert beside.loc["form: MQL → SQL", "This scenario"] == "30.00 % (−40 %)"
    assert beside.loc["Leads", "Signed"] == "500"


@pytest.mark.usefixtures("at_harvest")
def test_a_slider_moves_the_ladder_without_a_single_question_to_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("whatif")
    executed = []
    bound = store._bound

    def counted(parameters: Mapping[str, Parameter]) -> dict[str, object]:
        executed.append(parameters)  # every statement that DuckDB runs binds its parameters here
        return bound(parameters)

    monkeypatch.setattr(store, "_bound", counted)
    move(app, **{"SMB agreement form win": "50"})
    assert not app.exception
    assert metrics(app)["Leads, 500 signed"] == ("250", "▼ −50 %")
    move(app, **{"SMB agreement quota": "200000"})
    assert metrics(app)["Leads, 500 signed"] == ("500", "● As signed")
    assert not executed
    page("whatif", as_of="2026-09-09T09:00+02:00")
    assert executed  # another instant does ask


@pytest.mark.usefixtures("at_harvest")
def test_the_address_is_the_scenario() -> None:
    app = page("whatif", **{"SMB agreement quota": "50000", "SMB agreement form win": "12.5"})
    assert metrics(app)["Leads, 500 signed"] == ("500", "● As signed")
    assert "50 k of SMB need 500 leads a month" in words(app)
    broken = page("whatif", **{"SMB agreement quota": "plenty", "of": "Nowhere", "start": "the stars"})
    assert metrics(broken)["Leads, 500 signed"][0] == "500"


@pytest.mark.usefixtures("at_harvest")
def test_scenarios_are_kept_in_the_address_and_stand_side_by_side() -> None:
    app = page("whatif")
    move(app, **{"SMB agreement quota": "150000"})
    app.text_input(key="name of the scenario").set_value("Bold")
    next(button for button in app.button if button.label == "Keep").click().run()
    beside = sheets(app)[1].set_index("SMB, a month")
    assert beside.loc["Quota", "Bold"] == "150,000 (+50 %)"
    kept = app.query_params["scenario"]
    kept = [kept] if isinstance(kept, str) else kept
    choice = Choice("form", Fraction(1), (Fraction(1, 4), Fraction(4, 5), Fraction(1, 2)), None, timedelta(hours=4))
    bold = Scenario("SMB", Fraction(150_000), Fraction(2_000), Fraction(4, 5), (choice,))
    assert [whatif.decode(text) for text in kept] == [("Bold", bold)]
    again = page("whatif", scenario=kept[0])
    assert sheets(again)[1].set_index("SMB, a month").loc["Leads", "Bold"] == "750 (+50 %)"
    assert "Bold" not in sheets(page("whatif", scenario="{}"))[1].columns


@pytest.mark.usefixtures("at_morning")
def test_without_rates_there_is_nothing_to_move_and_it_says_so() -> None:
    app = page("whatif")
    assert "there is nothing to move" in app.info[0].value
