"""The Delivery page, as Streamlit runs it, asserting the numbers that a person reads."""

import csv
import io
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.output import spreadsheet
from sla_dash.records import queries, store
from sla_dash.screen.charts import delivery
from sla_dash.screen.choices import board as board_on_screen
from tests import drawn, roles
from tests.screens import charts, explained, metrics, opened, page, sheets, shown, traces, words

pytestmark = pytest.mark.usefixtures("at_morning")


def table(app: AppTest, column: str = "State") -> dict[str, pd.Series]:
    """Return the rows of the table with a column of this name."""
    frame = next(one for one in sheets(app) if column in one)
    return {line["Lead type"]: line for _, line in frame.iterrows()}


def test_one_sentence_says_how_leads_and_value_stand_and_the_picture_where_they_land() -> None:
    text = words(opened("delivery"))
    assert "##### Leads and their value are on pace" in text
    assert "###### Leads end near 145 of 140 promised; 78 % chance to end in range (±10 %)" in text
    assert "###### Value ends near 19 k of 20 k promised; 73 % chance to end in range (±10 %)" in words(
        opened("delivery", measure="value")
    )
    outbound = words(opened("delivery", lead_type="outbound"))
    assert "##### Leads are 16 and their value 2,947 behind" in outbound
    assert "##### Leads are 19 and their value 2,444 ahead, too close to call" in words(
        opened("delivery", lead_type="form")
    )


def test_a_month_that_is_over_is_told_in_the_past_and_lands_nowhere() -> None:
    app = opened("delivery", month="2026-10")
    text = words(app)
    assert "##### October 2026: leads ended 140 and their value 20 k short" in text
    assert "###### Leads ended at 0 of 140 promised" in text
    assert "No working day is left: 140 short of the target." in text
    assert metrics(app)["Leads, 140 promised"] == ("0", "▼ Too low")
    assert list(table(app)["all"].index) == ["Lead type", "State", "Delivered of promised", "The month"]


def test_on_the_first_day_nothing_is_due_and_before_the_agreement_nothing_is_promised() -> None:
    first = opened("delivery", as_of="2026-11-02T09:00+01:00")
    assert "##### November 2026 has just begun: nothing is due yet of 140 leads promised" in words(first)
    assert metrics(first)["Leads, 0 due of 140"] == ("0", "○ Nothing due yet")
    before = opened("delivery", as_of="2026-08-03T09:00Z")
    assert "##### Nothing is promised for August 2026, and no lead came" in words(before)
    assert "###### 0 leads, nothing promised" in words(before)
    assert metrics(before)["Leads"] == ("0", "– No target")


def test_what_leads_are_worth_has_its_currency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = roles.write(tmp_path, f'currency = "EUR"\n{drawn.AGREEMENT}')
    (data / "access.toml").unlink()
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    app = page("delivery", measure="value")
    assert metrics(app)["Value, 13 k due of 20 k EUR"] == ("12 k EUR", "● In range")
    assert {"Value of due, EUR", "Will end near, of promised, EUR"} <= set(sheets(app)[0])
    assert {"Value, EUR", "Value due, EUR"} <= set(table(app, "Rejected").popitem()[1].index)
    text = words(app)
    assert "Value ends near 19 k of 20 k EUR promised" in text
    assert "EUR as more leads came than promised" in text


def test_what_the_signs_and_lines_mean_stands_beside_them() -> None:
    text = words(opened("delivery"))
    assert "● In range, ▲ Too high, ▼ Too low, ≈ Too close to call: the number of leads alone, not their value." in text
    assert "Line, and dotted in the month: due by now. Grey around the line: the range (±10 %). ✕ out of reach." in text


def test_records_that_end_too_early_judge_nothing() -> None:
    app = opened("delivery", as_of="2026-12-16T09:00+01:00")
    text = words(app)
    assert "##### Marketing: not judged, the records end Thu 19 Nov 08:30." in text
    assert "Load newer records: by these nothing can be judged." in text
    assert metrics(app)["Q4 leads, 207 due"] == ("93", "– Not judged")  # 140 of November, 11 of 23 days of December
    assert {row["State"] for row in table(app).values()} == {"– Not judged"}


def test_every_type_is_held_against_its_range_and_the_worst_comes_first() -> None:
    app = page("delivery")
    lines = table(app)
    assert list(lines) == ["SMB · outbound", "SMB · form", "all"]
    form = lines["SMB · form"]
    assert form["State"] == "≈ Too close to call"
    assert form["Delivered of due"] == "81 of 62"
    assert lines["SMB · outbound"]["State"] == "▼ Too low"
    assert lines["SMB · outbound"]["The month"].startswith("SMB · outbound: ▼ Too low, 9 of 25 due, will end near")
    assert lines["all"]["Will end near, of promised"] == "145 of 140"
    assert lines["all"]["Needed a day on average to end in range"] == "4.5 to 8.0"
    every = table(app, "Promised")
    assert (every["SMB · form"]["Delivered"], every["SMB · form"]["Due"], every["SMB · form"]["Today"]) == (
        "81",
        "62",
        "3",
    )
    total = every["all"]
    assert (total["Promised"], total["A day to the range"], total["To the promise"], total["At most"]) == (
        "140",
        "4.5",
        "6.3",
        "8.0",
    )


def test_what_to_do_speaks_of_the_same_edges_as_the_table() -> None:
    text = words(page("delivery"))
    assert (
        "Each of the **8 working days** left must bring **6.3** leads to reach the target, **4.5** to reach the range"
        in text
    )
    assert "**at most 8.0** to stay in it" in text
    assert "SMB · outbound: **3.4** a day to reach its range" in text


def test_three_things_to_do_are_read_at_once_and_the_others_when_somebody_asks() -> None:
    said = next(str(one.value) for one in opened("delivery").markdown if "working days" in str(one.value))
    urgent, leads, value = said.split("\n- ")
    assert "SMB · outbound: **3.4** a day to reach its range" in urgent  # though all leads together are in range
    assert leads.startswith("Each of the **8 working days** left")
    assert value.startswith("Value is ")
    assert "2 more to know, nothing urgent" in [shown(one.proto.label) for one in opened("delivery").get("expander")]
    assert "fall due before the next stand-up" not in words(opened("delivery"))
    assert "fall due before the next stand-up" in words(page("delivery"))


def test_the_quarter_stands_beside_the_month() -> None:
    found = metrics(opened("delivery"))
    assert found["Leads, 87 due of 140"] == ("90", "● In range")
    assert found["Q4 leads, 87 due"] == ("90", "● In range")  # October was before the records began
    assert found["Q4 value, 13 k due"][0] == "12 k"
    assert len(found) == 4


def test_the_value_of_the_month_is_drawn_and_forecast_by_choice() -> None:
    app = page("delivery", measure="value")
    drawn = traces(charts(app)[0].figure)
    assert drawn["Delivered"].y[-1] == 81 * 128 + 9 * 187
    assert drawn["Expected"].y[-1] == 100 * 128 + 40 * 187
    assert "all: ● In range, 12 k of 13 k due, will end near" in charts(app)[0].alt
    assert table(app)["all"]["Value of due"] == "12 k of 13 k"
    assert "in 8 of 10 cases" in words(app)
    assert "Value is" in words(app)
    assert "** as fewer of high value were among them, SMB · outbound above all." in words(app)


def test_of_records_too_old_to_judge_by_no_picture_says_where_the_month_lands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = drawn.AGREEMENT.replace('{ at = "09:00" }', '{ at = "09:00", stale_after = "3h30min" }')
    data = roles.write(tmp_path, strict)
    (data / "access.toml").unlink()
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", "2026-11-23T09:00+01:00")
    app = opened("delivery", details="true")
    month = charts(app)[0]
    assert set(traces(month.figure)).isdisjoint({"80 % interval", "Forecast"})
    assert month.alt == "93 leads in these records"
    assert set(sheets(app)[0]["Will end near, of promised"]) == {"–"}


def test_the_ends_of_the_lines_are_named_beside_the_plot_and_stand_apart() -> None:
    layout = charts(opened("delivery"))[0].figure.layout
    said = [(one.text, one.xanchor) for one in layout.annotations]
    assert said == [
        ("at most 154", "left"),
        ("promised 140", "left"),
        ("at least 126", "left"),
        ("<b>ends near 145</b>", "left"),
    ]
    heights = sorted(one.y for one in layout.annotations)
    least = layout.yaxis.range[1] * delivery.LINE_APART
    assert min(after - before for before, after in pairwise(heights)) >= least - 1e-9
    assert layout.yaxis.title.text == "leads since 1 Nov"


def test_run_rate_and_closed_months_are_thin_lines_on_demand() -> None:
    assert "As it began" not in traces(charts(page("delivery"))[0].figure)
    app = page("delivery", details="true")
    run_rate = traces(charts(app)[0].figure)["As it began"]
    assert run_rate.y[-1] == pytest.approx(90 / (13 / 21))
    assert run_rate.line.width < 2
    assert "If it goes on as it began: 145; as the closed months before it went on: –." in words(app)


def test_another_profile_moves_what_is_due_and_nothing_else() -> None:
    app = page("delivery", profile="pace by calendar day")
    assert metrics(app)["Leads, 84 due of 140"] == ("90", "● In range")
    assert "working day 13 of 21" in words(app)
    assert table(app, "Promised")["all"]["Promised"] == "140"
    learnt = page("delivery", profile="pace by learnt weekdays")
    assert metrics(learnt)["Leads, 87 due of 140"][0] == "90"  # there is no history to learn from


def test_the_strip_names_thirteen_months_with_their_verdicts_and_picks_one() -> None:
    app = page("delivery")
    strip = app.button_group(key="strip")
    assert len(strip.options) == 13
    assert [one.split("] ")[1] for one in strip.options][:3] == ["Nov ’25", "Dec", "Jan ’26"]
    assert strip.value == "2026-11" or strip.value == ["2026-11"]
    app.button_group(key="strip").set_value("2026-10").run()
    assert not app.exception
    assert "October 2026: working day 22 of 22 done" in words(app)
    assert "The month is over: 0 of 140." in words(explained(app))
    assert app.query_params["month"] in ("2026-10", ["2026-10"])


def test_closed_months_say_what_has_become_a_habit() -> None:
    app = page("delivery", as_of="2027-01-04T09:00+01:00")
    assert "all: below its range 2 months in a row, up to Dec ’26; the next brings the agreed consequence." in words(
        app
    )
    every = table(app, "Months missed in a row")["all"]
    assert (every["Dec ’26"], every["Nov ’26"], every["Oct ’26"]) == ("0 % ▼", "66 % ▼", "–")
    assert (every["Months missed in a row"], every["Months it may still miss"]) == ("2", "0")


def test_what_is_folded_is_named_by_what_it_found() -> None:
    titles = [shown(one.proto.label) for one in opened("delivery").get("expander")]
    assert titles[2:] == [
        "Every number by type: 90 = 90 handed over before today − 0 rejected by sales; 3 more came today",
        "Minimum information: nothing promised",
        "Chance or lasting: nothing has become a habit",
        "0 hand-offs left out, 0 leads rejected",
    ]


@pytest.mark.parametrize(("asked", "begins"), [({}, False), ({"details": "true"}, True), ({"profile": "x"}, True)])
def test_an_address_that_chooses_how_to_pace_opens_where_that_is_chosen(asked: dict[str, str], begins: bool) -> None:
    pace = opened("delivery", **asked).get("expander")[0].proto
    assert (shown(pace.label), pace.expanded) == ("Pace, projections", begins)


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
    assert "**Due** 86.7 = target 140 × 61.90 % of the month done, by working day." in text
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
