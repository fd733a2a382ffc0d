"""The Delivery page, as Streamlit runs it, asserting the numbers that a person reads."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.output import spreadsheet
from sla_dash.records import queries, store
from sla_dash.screen.choices import board as board_on_screen
from tests.screens import charts, metrics, page, sheets, traces, words

pytestmark = pytest.mark.usefixtures("at_morning")


def table(app: AppTest, n: int = 0) -> dict[str, pd.Series]:
    frame = sheets(app)[n]
    return {line["Leads"]: line for _, line in frame.iterrows()}


def test_every_type_and_the_total_with_what_each_day_must_bring() -> None:
    app = page("delivery")
    lines = table(app)
    form = lines["SMB · form"]
    assert form["Standing"] == "◌ Above range, may be chance"
    assert (form["Delivered"], form["Expected"], form["Today"]) == ("81", "62", "3")
    assert lines["SMB · outbound"]["Standing"] == "▼ Below range"
    total = lines["all"]
    assert (total["Delivered"], total["Target"], total["Needed a day"], total["At most"]) == ("90", "140", "6.2", "8.0")
    text = words(app)
    assert (
        "Each of the **8 working days** left must bring **6.2** to reach the target, **4.5** to reach the range" in text
    )
    assert "**at most 8.0** to stay in it" in text
    assert "SMB · outbound: **3.4** a day to reach its range" in text


def test_the_quarter_stands_beside_the_month() -> None:
    found = metrics(page("delivery"))
    assert found["Leads, 87 expected"] == ("90", "● In range")
    assert found["Q4 leads, 87 expected"] == ("90", "● In range")  # October was before the records began
    assert found["Q4 value, 13 k expected"][0] == "12 k"
    later = metrics(page("delivery", as_of="2026-12-16T09:00+01:00"))
    assert later["Q4 leads, 207 expected"] == ("93", "▼ Below range")  # 140 of November, 11 of 23 days of December


def test_the_value_of_the_month_is_drawn_and_forecast_by_choice() -> None:
    app = page("delivery", measure="value")
    drawn = traces(charts(app)[0].figure)
    assert drawn["Delivered"].y[-1] == 81 * 128 + 9 * 187
    assert drawn["Expected"].y[-1] == 100 * 128 + 40 * 187
    assert "all: ● In range, 12 k of 13 k expected, lands at" in charts(app)[0].alt
    assert "in 8 of 10 cases" in words(app)
    assert "Value is" in words(app)
    assert "by their mix** – cheaper leads than promised came" in words(app)


def test_every_type_has_its_own_small_chart_with_its_name_and_numbers() -> None:
    small = charts(page("delivery"))[1]
    assert [one.text.split("<")[0].strip() for one in small.figure.layout.annotations] == ["form", "outbound"]
    assert "◌ 81 / 62" in small.figure.layout.annotations[0].text
    drawn = traces(small.figure)
    assert drawn["form Delivered"].y[-1] == 81
    assert drawn["outbound Expected"].y[-1] == 40
    assert "SMB · outbound: ▼ Below range, 9 of 25 expected" in small.alt


def test_run_rate_and_closed_months_are_thin_lines_on_demand() -> None:
    assert "Run rate" not in traces(charts(page("delivery"))[0].figure)
    app = page("delivery", details="true")
    run_rate = traces(charts(app)[0].figure)["Run rate"]
    assert run_rate.y[-1] == pytest.approx(90 / (13 / 21))
    assert run_rate.line.width < 2
    assert "If it goes on as it began: 145; as the closed months before it went on: –." in words(app)


def test_another_profile_moves_what_is_expected_and_nothing_else() -> None:
    app = page("delivery", profile="pace by calendar day")
    assert metrics(app)["Leads, 84 expected"] == ("90", "● In range")
    assert "working day 13 of 21" in words(app)
    assert table(app)["all"]["Target"] == "140"
    learnt = page("delivery", profile="pace by learnt weekdays")
    assert metrics(learnt)["Leads, 87 expected"][0] == "90"  # there is no history to learn from


def test_the_strip_names_thirteen_months_with_their_verdicts_and_picks_one() -> None:
    app = page("delivery")
    strip = app.button_group(key="strip")
    assert len(strip.options) == 13
    assert strip.value == "2026-11" or strip.value == ["2026-11"]
    app.button_group(key="strip").set_value("2026-10").run()
    assert not app.exception
    assert "October 2026: working day 22 of 22 done" in words(app)
    assert "The month is over: 0 of 140." in words(app)
    assert app.query_params["month"] in ("2026-10", ["2026-10"])


def test_closed_months_say_what_has_become_a_habit() -> None:
    app = page("delivery", as_of="2027-01-04T09:00+01:00")
    assert "all: outside its range 2 months in a row: the slack is used up." in words(app)
    every = table(app, 1)["all"]
    assert (every["Dec 26"], every["Nov 26"], every["Oct 26"]) == ("▼ 0 %", "▼ 66 %", "–")
    assert (every["Missed in a row"], every["Slack left"]) == ("2", "0")


def test_an_alarm_that_does_not_stand_is_not_shown() -> None:
    assert "leads a day than promised since" not in words(page("delivery"))  # outbound drifts, by half the limit


def test_what_counts_and_what_was_rejected_adds_up() -> None:
    text = words(page("delivery"))
    assert "93 hand-offs this month = **93 counted** + 0 with the e-mail" in text
    assert "3 of them arrived today and are counted apart" in text
    assert "Sales rejected none of the month's leads." in text


def test_how_says_numerator_and_denominator() -> None:
    text = words(page("delivery"))
    assert "**Delivered** 90 = 90 handed over on complete days − 0 rejected." in text
    assert "**Expected** 86.7 = target 140 × 61.90 % of the month done, by working day." in text
    assert "**Noise** ± " in text


def test_the_rows_behind_the_number_are_those_that_it_counts(at_morning: Path) -> None:
    snapshot = store.open_file(store.newest(at_morning))
    board = board_on_screen()
    asked = queries.delivery.rows(board.month_edges, board.as_of, board.only)
    found = spreadsheet.text(*snapshot.table(asked.query, **asked.parameters)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(found)))
    assert len(rows) == 93
    net = [one for one in rows if one["net"] == "True" and one["delivered_on"] < "2026-11-19"]
    assert len(net) == board.delivery.lines[-1].so_far.counts.net == 90
