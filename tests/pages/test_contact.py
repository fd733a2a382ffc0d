"""The contact page, as Streamlit runs it, asserting the numbers that a person reads."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.records import store
from sla_dash.screen.figure.message import Message
from tests import morning
from tests.screens import charts, metrics, opened, page, row, sheets, titles, traces, words

TABLES = ("lines", "times", "steps", "people", "distribution", "winning", "better", "counts")
CHARTS = ("weeks", "reached", "steps", "hours", "funnel", "distribution")
"""Winning is not drawn before there is something to compare."""


def tables(app: AppTest) -> dict[str, pd.DataFrame]:
    return dict(zip(TABLES, sheets(app), strict=True))


def drawn(app: AppTest) -> dict[str, Message]:
    return dict(zip(CHARTS, charts(app), strict=True))


@pytest.mark.usefixtures("at_morning")
def test_the_first_screenful_says_whether_the_promise_is_kept_by_which_types_and_what_to_do() -> None:
    app = opened("contact")
    text = words(app)
    assert "Sales misses its promise; form waits too long" in text
    assert metrics(app) == {
        "In time, 90 % promised": ("78 %", "▼ Not kept"),
        "Late and waiting": ("10", "▼ call now, 3 more before Fri 09:00"),
        "Half contacted within, working time": ("1 h", "· nine in ten within 16 h"),
    }
    (found,) = sheets(app)
    assert list(found["Lead type"]) == ["SMB · form within 4 h", "SMB · outbound within 4 h", "all"]
    form, outbound = (list(row(found, Lead_type=f"SMB · {name} within 4 h"))[1:] for name in ("form", "outbound"))
    assert form == ["75 of 90 %", "84", "10", "1 h", "▼ Not kept"]
    assert outbound == ["9 of 9", "9", "0", "–", "○ Too early to tell"]
    assert "Leads: with today's and those rejected, which Delivery leaves out." in text
    assert "1 of 2 types misses the promise: form" in text
    assert "Be faster with **form**: 75 of 90 % in time, 13 leads short of its promise" in text
    assert [one.proto.label for one in app.get("page_link")] == ["Call 10 late leads, 3 more before Fri 09:00 →"]


@pytest.mark.usefixtures("at_morning")
def test_what_is_folded_says_first_what_is_found_there_and_is_drawn_when_it_is_opened() -> None:
    app = opened("contact")
    assert titles(app) == [
        "Half were contacted within 1 h, nine in ten within 16 h",
        "No hours of the week stand out beyond chance",
        "Nobody is faster or slower than chance explains: 2 persons, not ranked",
        "Leads are shared out as agreed, as far as chance goes",
        "No lead with a promise is 90 days old yet",
        "What could be promised instead for 80 % of leads: 1 of 1 type needs more time",
        "Every count by type: 70 in time · 10 late · 10 late and waiting · 3 at risk",
    ]
    assert (len(charts(app)), len(sheets(app))) == (1, 1)


@pytest.mark.usefixtures("at_morning")
def test_contact_tells_the_share_the_plain_count_and_every_state() -> None:
    app = page("contact")
    total = row(tables(app)["counts"], Lead_type="all")
    assert total["Share in time (give or take)"] == "78 % (69–86 %)"
    assert total["Of those whose time is up"] == "70 of 90 (78 %)"
    assert (total["In time"], total["Late"], total["Late, waiting"], total["At risk"]) == ("70", "10", "10", "3")
    assert "Contacted early" not in total
    whole = row(tables(app)["times"], Lead_type="all")
    assert (whole["Not contacted"], whole["Half within"], whole["Nine in ten within"]) == ("13", "1 h", "16 h")
    assert metrics(page("contact", lead_type="form"))["Late and waiting"][0] == "10"
    assert "Half were contacted by 1 h of working time" in words(app)
    assert "13 never" in words(app)


@pytest.mark.usefixtures("at_morning")
def test_a_month_that_is_over_has_its_own_leads_to_be_called_and_is_told_in_the_past() -> None:
    app = opened("contact", as_of="2026-12-03T09:00+01:00", month="2026-11")
    assert "Sales missed its promise in November 2026; form waited too long" in words(app)
    assert metrics(app)["Still not called, of November 2026"] == ("13", "▼ call now")
    assert not app.get("page_link")
    first = opened("contact", as_of="2026-12-01T09:00+01:00")
    assert "Too early to tell whether sales keeps its promise: no lead's time is up yet" in words(first)
    assert metrics(first)["Late and waiting, all from earlier months"][0] == "13"
    assert "Half contacted within, working time" not in metrics(first)


@pytest.mark.usefixtures("at_morning")
def test_the_trend_has_thirteen_weeks_and_is_hollow_while_windows_are_open() -> None:
    trend = drawn(page("contact"))["weeks"]
    points = traces(trend.figure)
    assert list(points["Promised"].x) == [-0.6, 12.6]
    assert list(points["In time"].x) == [10, 11]
    assert list(points["Not settled"].x) == [12]
    assert "90 % promised" in trend.alt
    assert "week of 2 Nov" in trend.alt
    assert "3 open" in trend.alt


@pytest.mark.usefixtures("at_morning")
def test_the_map_shows_hours_with_ten_leads_whose_time_is_up() -> None:
    """All 90 came from ten to half past eleven, on thirteen working days."""
    found = drawn(page("contact"))["hours"]
    cells = traces(found.figure)["In time"]
    shown = {(day, hour): text for day, row in enumerate(cells.text) for hour, text in enumerate(row) if text}
    assert {hour for _, hour in shown} <= {10, 11}
    assert (0, 10) in shown
    assert found.alt.startswith("Least often in time of 90 % promised: ")


@pytest.mark.usefixtures("at_morning")
def test_what_the_address_chooses_within_a_fold_is_open_and_nothing_else() -> None:
    assert "Where the time goes, in elapsed time" in words(opened("contact", clock="elapsed time"))
    assert "Where the time goes" not in words(opened("contact"))


@pytest.mark.usefixtures("at_morning")
def test_elapsed_time_moves_the_median_and_the_steps_and_comes_from_the_address() -> None:
    """Ten leads were contacted after two days, nights among them; the others took an hour on either clock."""
    working, elapsed = page("contact"), page("contact", clock="elapsed time")
    assert "of elapsed time" in words(elapsed)
    assert "Where the time goes, in elapsed time" in words(elapsed)
    assert row(tables(elapsed)["times"], Lead_type="all")["Half within"] == "1 h"
    assert row(tables(elapsed)["times"], Lead_type="all")["Nine in ten within"] == "48 h"
    assert tables(elapsed)["lines"].equals(tables(working)["lines"])
    assert traces(drawn(elapsed)["reached"].figure)["Contacted"].x[-1] >= 24
    working.segmented_control(key="clock").set_value("elapsed time").run()
    assert "of elapsed time" in words(working)
    assert not page("contact", clock="sundial").exception


@pytest.mark.usefixtures("at_morning")
def test_the_steps_count_who_waits_and_claim_nothing_without_the_instants() -> None:
    found = tables(page("contact"))["steps"]
    whole = row(found, Step="hand-off → first attempt, in all")
    assert (whole["Half by"], whole["Entered"], whole["Done"], whole["Still waiting"]) == ("1 h", "93", "80", "13")
    routed = row(found, Step="hand-off → assigned")
    assert (routed["Half by"], routed["Done"], routed["Still waiting"]) == ("–", "0", "93")


@pytest.mark.usefixtures("at_morning")
def test_people_are_listed_by_name_and_nobody_is_ranked() -> None:
    app = page("contact")
    found = tables(app)["people"]
    assert list(found["Who called"]) == ["ann", "bob"]
    assert row(found, Who_called="ann")["In time"] == "42 of 54"
    assert row(found, Who_called="bob")["In time"] == "28 of 36"
    assert set(found["Standing"]) == {"○ Within chance"}
    assert "All persons together: 78 % in time of 90 leads." in words(app)


@pytest.mark.usefixtures("at_morning")
def test_the_slider_reads_the_curves_that_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("contact")
    better = row(tables(app)["better"], Lead_type="SMB · form")
    assert (better["Leads"], better["Kept now"]) == ("84", "75 % (66–84 %)")
    assert better["Kept within 1 h"] == "75 % (66–84 %)"
    assert better["Could be kept for 80 %"] == "14 h: 81 % (71–88 %)"
    assert row(tables(app)["better"], Lead_type="SMB · outbound")["Could be kept for 80 %"] == "too early to tell"
    bound = store._bound
    asked: list[object] = []

    def noted(parameters: Mapping[str, store.Parameter]) -> dict[str, object]:
        asked.append(parameters)
        return bound(parameters)

    monkeypatch.setattr(store, "_bound", noted)
    app.select_slider(key="what_if").set_value("45 min").run()
    assert row(tables(app)["better"], Lead_type="SMB · form")["Kept within 45 min"] == "0 % (0–5 %)"
    assert not asked
    linked = page("contact", what_if="24 h")
    assert "Kept within 24 h" in tables(linked)["better"]
    assert not page("contact", what_if="a week").exception


@pytest.mark.usefixtures("at_morning")
def test_winning_is_not_judged_before_leads_are_old_enough() -> None:
    app = page("contact")
    assert "No lead with a promise is 90 days old yet" in titles(app)
    assert "No lead with a promise is 90 days old yet." in words(app)
    assert "does not say that one brings the other" not in words(app)


@pytest.mark.usefixtures("at_morning")
def test_every_number_has_its_counts_and_its_rows() -> None:
    app = page("contact")
    text = words(app)
    for counted in (
        "93 leads with a promise, those of today and those that sales rejected among them, 90 of them decided",
        "70 of 90 (78 %) of the leads whose promised time is up",
        "week of 2026-11-16: ",
        "70 in time of 90 leads of these days whose promised time is up",
        "93 entered = 80 done + 13 still waiting + 0 closed first",
        "78 % = 70 in time of 90 decided leads of persons",
        "form: 71 of 84 leads contacted",
        "93 leads = 93 of reps at work on all of these days + 0 of others + 0 handed over that nobody owns",
    ):
        assert counted in text, counted
    assert len(app.get("download_button")) == 8


@pytest.mark.usefixtures("at_morning")
def test_a_month_that_is_over_is_judged_by_the_days_before_its_end() -> None:
    assert "A better promise, last 90 days" in words(page("contact"))
    october = page("contact", month="2026-10")
    assert "A better promise, 90 days to the end of October" in words(october)
    assert set(tables(october)["better"]["Leads"]) == {"0"}


def test_without_touches_the_page_stands_and_says_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(morning.write(tmp_path, touched=False)))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    app = page("contact")
    assert "No touches are loaded" in app.info[0].value
    assert "No hour has ten leads whose time is up." in words(app)
    assert "No lead of a person is decided yet" in titles(app)
    assert "Whether sales calls in time is not measured" in words(app)
    assert list(metrics(app)) == ["In time"]
    assert not app.get("page_link")
    assert "None" not in words(app)
