"""Boxes beside the lists of who must act: who may tick, what is shown of it, and when it is cleared."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.journal import Journal, doing
from sla_dash.journal.doing import Item
from sla_dash.screen import sheet, viewer
from tests import morning, roles
from tests.screens import foreseen, opened, sheets

FIRST = Item("late", "lead", "L78")
RECORDS = morning.NOW.isoformat()


def boxes(app: AppTest) -> dict[str, tuple[bool, str]]:
    """Return the boxes of the first list, by what they are beside."""
    placed = (one for one in app.get("bidi_component") if one.proto.component_name == "sla_dash_sheet")
    cells = (cell for row in sheet.decoded(next(placed).proto.bytes)["rows"] for cell in row if isinstance(cell, dict))
    return {cell["tick"]: (cell["on"], cell["says"]) for cell in cells if "tick" in cell}


def named(app: AppTest, who: str = "Ann") -> AppTest:
    app.text_input(key="ticking: name").set_value(who)
    return foreseen(app.run())


def mark(data: Path, item: Item = FIRST, records: str = RECORDS, *, who: str = "Cleo", on: bool = True) -> None:
    doing.mark(Journal.of(data), item, records, on=on, who=who, at=morning.NOW - timedelta(minutes=10))


@pytest.mark.usefixtures("own_morning")
def test_boxes_are_there_for_who_gives_a_name() -> None:
    app = opened("act")
    assert boxes(app) == {}
    assert boxes(named(app))["lead L78"] == (False, "")


def test_what_is_done_goes_to_the_end_and_is_counted_beside_the_number_that_stays(own_morning: Path) -> None:
    mark(own_morning)
    app = named(opened("act"))
    assert boxes(app)["lead L78"] == (True, "Cleo (name typed, no login), 08:50")
    assert sheets(app)[0]["Lead"].iloc[-1] == "L78"
    assert app.segmented_control(key="list").options[:2] == ["Late 10, 1 done", "Due 3"]


@pytest.mark.parametrize("other", ["2026-11-18T08:00:00+00:00", ""])
def test_a_mark_of_other_records_is_none(own_morning: Path, other: str) -> None:
    mark(own_morning, records=other)
    assert not any(on for on, _ in boxes(named(opened("act"))).values())


def test_a_past_morning_shows_the_marks_up_to_then_and_takes_none(own_morning: Path) -> None:
    mark(own_morning)
    before = opened("act", as_of="2026-11-19T08:49+01:00")
    assert "Done" not in sheets(before)[0]
    then = opened("act", as_of="2026-11-19T08:55+01:00")
    assert not [one for one in then.text_input if one.key == "ticking: name"]
    assert boxes(then) == {}
    assert sheets(then)[0]["Done"].iloc[-1] == "Cleo (name typed, no login), 08:50"


def test_a_tick_writes_what_is_so_once_and_a_second_click_takes_it_back(own_morning: Path) -> None:
    def ticking() -> None:
        import streamlit as st

        from sla_dash.screen import choices
        from sla_dash.screen import ticking as boxes

        st.session_state["who writes"] = "Ann"
        ticks = boxes.begin(choices.board())
        for on in (True, True, False, False, True):
            ticks.told("late", "lead L78", on)
        ticks.told("silent", "opportunity L 78", True)

    app = AppTest.from_function(ticking, default_timeout=60).run()
    assert not app.exception
    written = [(one.subject, one.body["on"]) for one in Journal.of(own_morning).entries()]
    assert written == [
        ("lead L78", True),
        ("lead L78", False),
        ("lead L78", True),
        ("opportunity L 78", True),
    ]


def test_each_role_ticks_what_it_sees_and_reads_names_that_it_may_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = roles.write(tmp_path)
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    monkeypatch.setattr(viewer, "login_is_on", lambda: True)
    records = (morning.NOW + timedelta(seconds=1)).isoformat()
    mark(data, Item("late", "lead", "L71"), records)
    rep, manager = (boxes(roles.opened("act", roles.claims(who))) for who in ("ann", "mona"))
    assert rep["lead L71"] == (True, "somebody (name typed, no login), 08:50")
    assert manager["lead L71"] == (True, "Cleo (name typed, no login), 08:50")
    assert (len(rep), len(manager)) == (6, 10)
    for who in ("vera", "sid", "ada"):
        app = roles.opened("act", roles.claims(who))
        assert not [cell for found in sheets(app) for cell in found if cell == "Done"]


@pytest.mark.usefixtures("own_morning")
def test_why_nothing_was_written_is_said_beside_the_list() -> None:
    app = named(opened("act"))
    app.session_state["ticking: why not"] = "The journal cannot be written."
    assert "The journal cannot be written" in foreseen(app.run()).error[0].value
    assert not foreseen(app.run()).error
