"""The page of follow-up, as Streamlit runs it, asserting what a person reads."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from sla_dash import theme
from sla_dash.access import WHOLE
from sla_dash.board.followup import RepLine
from sla_dash.rules import followup
from sla_dash.screen import tables
from sla_dash.words.followup import to_do as said_to_do
from tests import morning
from tests.screens import charts, metrics, opened, page, row, sheets, traces, words


@pytest.mark.usefixtures("at_morning")
def test_the_page_says_what_share_of_the_milestones_was_met_and_what_is_still_open() -> None:
    app = page("followup")
    assert metrics(app) == {
        "Tried 3 times by day 14": ("0 %", "▼ 21 missed of 21 due"),
        "Tried 5 times by day 28": ("–", "○ Nothing due yet"),
        "Tried as often as promised": ("0 %", "▼ 21 missed of 21 due"),
    }
    text = words(app)
    assert "; 21 open leads missed one, 21 still short of attempts" in text
    assert "- Try again the 21 leads still short of attempts, first the 15 of ann." in text
    assert "- Take up or end the 54 follow-ups silent for over 7 days, or over 14 after two weeks." in text
    assert "21 missed and still open: ann has 15 of them" in text
    assert "Red: less often than all together, beyond chance." in text
    assert "Promised: 3 attempts by day 14, 5 by day 28, 7 by day 56." in text
    assert "Share met = 0 met ÷ (0 met + 21 missed)" in text
    assert "0 no longer needed (exempt), as the follow-up had stopped, 65 with time left (pending) and 0 done" in text


@pytest.mark.usefixtures("at_morning")
def test_the_reps_come_first_and_the_evidence_is_folded() -> None:
    (reps,) = sheets(opened("followup"))
    assert list(reps["Rep"]) == ["ann", "bob", "All"]
    assert list(row(reps, Rep="ann"))[1:] == ["0 %", "0 of 15", "15", "15", "36 of 57", "0"]
    assert list(row(reps, Rep="bob"))[1:5] == ["–", "0 of 6", "6", "6"]  # under ten there is no percentage
    assert list(row(reps, Rep="All"))[1:5] == ["0 %", "0 of 21", "21", "21"]


@pytest.mark.usefixtures("at_morning")
def test_the_tables_show_milestones_silence_reps_and_gaps() -> None:
    _, lines, by_rep, watch, gaps = sheets(page("followup"))
    assert list(lines["Milestone"]) == ["3 by day 14", "5 by day 28", "all"]
    assert list(row(lines, Milestone="3 by day 14"))[1:4] == ["0", "21", "0 % (0–15 %, n 21)"]
    assert row(by_rep, Rep="ann")["Share met"] == "0 % (0–20 %, n 15)"
    assert row(by_rep, Rep="bob")["Share met"] == "0 of 6"  # under ten there is no percentage
    assert list(row(watch, Rep="All"))[1:] == ["35 of 72", "19 of 21", "0 of 93"]
    assert list(gaps.iloc[-1]) == ["all", "not reached", "80", "0"]


@pytest.mark.usefixtures("at_morning")
def test_the_chart_by_week_is_hollow_while_milestones_may_still_be_decided() -> None:
    (by_week,) = charts(page("followup"))
    drawn = traces(by_week.figure)
    assert list(drawn) == ["3 by day 14", "5 by day 28", "7 by day 56"]
    assert drawn["3 by day 14"].y == (0.0,)
    assert drawn["3 by day 14"].marker.color == ("var(--st-background-color)",)  # 17 of the week are still pending
    assert drawn["3 by day 14"].marker.size == (13,)
    assert drawn["5 by day 28"].y == ()
    assert by_week.alt == "3 by day 14: 0 % (0–15 %, n 21) in the week of 2 November"


@pytest.mark.usefixtures("at_morning")
def test_a_week_with_few_decided_is_small_and_says_its_counts_alone() -> None:
    (by_week,) = charts(page("followup", as_of="2026-11-17T09:00+01:00"))
    drawn = traces(by_week.figure)["3 by day 14"]
    assert drawn.marker.size == (8,)
    assert drawn.text == ("week of 2 Nov<br>0 of 7 met<br>28 still open",)


@pytest.mark.usefixtures("at_morning")
def test_long_after_the_last_milestone_every_lead_is_reached_or_given_up() -> None:
    app = page("followup", as_of="2027-02-01T09:00+01:00")
    by_week, tried = charts(app)
    shown = traces(by_week.figure)["7 by day 56"]
    assert set(shown.marker.color) == {"var(--st-blue-color)"}
    assert traces(tried.figure)["Not reached"].y[:2] == (13, 80)
    assert "93 leads, 0 (0 %) reached; 13 given up without an attempt" in words(app)
    assert tried.alt == "13 not reached after 0; 80 not reached after 1"


def test_without_touches_the_page_says_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(morning.write(tmp_path, touched=False)))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    app = page("followup")
    assert "No touches are loaded" in app.info[0].value
    assert metrics(app) == {"Tried as often as promised": ("–", "○ Nothing due yet")}
    assert not charts(app)


def test_the_last_gap_stands_for_later_ones_too() -> None:
    rows = [followup.gap(ordinal, [(24, True, 9)]) for ordinal in (1, 2, None)]
    assert [row["Between attempts"] for row in tables.followup.gaps(rows, 3)] == [
        "1 and 2",
        "2 and 3, and later ones",
        "all",
    ]


@pytest.mark.parametrize(
    ("short", "said"),
    [
        ({"ann": 3, "bob": 1}, "Try again the 4 leads still short of attempts, first the 3 of ann."),
        ({"ann": 2, "bob": 2}, "Try again the 4 leads still short of attempts."),
        ({"ann": 1}, "Try again the 1 lead still short of attempts, all of ann."),
    ],
)
def test_whom_to_ask_first_is_who_has_most_and_not_one_of_several(short: dict[str, int], said: str) -> None:
    rows = [cast("RepLine", SimpleNamespace(rep=rep, short=number)) for rep, number in short.items()]
    watch = SimpleNamespace(silent=0, silent_early=0, silent_later=0)
    number = sum(short.values())
    total = cast("RepLine", SimpleNamespace(rep=None, short=number, still_open=number, watch=watch))
    assert [theme.plain(one) for one in said_to_do([*rows, total], WHOLE)] == [said]
