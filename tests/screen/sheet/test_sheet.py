"""Small tables: text in cells, numbers to the right."""

from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import theme
from sla_dash.screen import sheet


def test_a_page_under_test_holds_the_table_that_was_placed() -> None:
    def page() -> None:
        from functools import partial

        from sla_dash.screen import sheet

        rows: sheet.Table = [{"Rep": "<b>ann</b>", "Late": "6"}, {"Rep": "bob", "Late": "–"}]
        sheet.place(partial(lambda: rows), key="late", alt="Late by rep")

    app = AppTest.from_function(page).run()
    assert not app.exception
    [placed] = app.get("bidi_component")
    assert sheet.decoded(placed.proto.bytes) == {
        "alt": "Late by rep",
        "columns": ["Rep", "Late"],
        "rows": [["<b>ann</b>", "6"], ["bob", "–"]],
        "numbers": [False, True],
        "few": 2,
        "totals": [],
    }


def numbers(*cells: str) -> bool:
    found: list[bool] = sheet.decoded(b"{" + sheet._encoded([{"": cell} for cell in cells])[2:])["numbers"]
    return found[0]


def test_a_column_is_one_of_numbers_when_every_cell_is() -> None:
    assert numbers("2,431", "–", "", "26 h 30 min", "not reached", "<1 %", "−4 %", "+11 %", "±0 %", "-4,376")
    assert not numbers("2,431", "● In range")
    assert not numbers("rep 01", "rep 02")
    assert not numbers("-", "n/a")


def test_a_table_without_rows_is_an_empty_one() -> None:
    empty = {"columns": [], "rows": [], "numbers": [], "few": 0, "totals": []}
    assert sheet.decoded(b"{" + sheet._encoded([])[2:]) == empty


def test_a_table_is_laid_out_once_for_the_same_answers() -> None:
    laid_out = []

    def layout(rows: tuple[str, ...]) -> sheet.Table:
        laid_out.append(rows)
        return [{"Rep": row} for row in rows]

    for _ in range(3):
        sheet._laid_out.by(partial(layout, ("ann",)))
    assert laid_out == [("ann",)]


def content(*rows: sheet.Row) -> dict[str, Any]:
    return sheet.decoded(b"{" + sheet._encoded(rows)[2:])


def test_a_long_table_shows_its_first_rows_until_it_is_unfolded() -> None:
    found = [content(*[{"Lead": "L1"}] * rows)["few"] for rows in (sheet.WHOLE, sheet.WHOLE + 1)]
    assert found == [sheet.WHOLE, sheet.FEW]


def test_a_row_that_sums_the_others_is_told_apart() -> None:
    assert content({"Rep": "ann"}, sheet.Total({"Rep": "All"}))["totals"] == [1]


def test_a_cell_may_lead_to_a_page_of_the_web() -> None:
    found = content({"Lead": "L1"}, {"Lead": sheet.Link("L2", "https://crm.example/L2")})["rows"]
    assert found == [["L1"], [{"text": "L2", "link": "https://crm.example/L2"}]]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://a b",
        "https://x/\n",
        "/x",
        "",
    ],
)
def test_a_cell_leads_nowhere_else(address: str) -> None:
    assert content({"Lead": sheet.Link("L1", address)})["rows"] == [["L1"]]


def test_the_text_of_a_cell_is_text_whatever_it_is() -> None:
    hostile, plain = "<b>\x1b[31mL", "<b> [31mL"
    assert content({"Lead": sheet.Link(hostile, "https://x.example/")})["rows"][0][0]["text"] == plain
    assert content({"Lead": sheet.Tick("1", hostile, on=False, says=hostile)})["rows"][0][0] == {
        "text": plain,
        "tick": "1",
        "on": False,
        "says": plain,
    }
    assert content({"Lead": sheet.Bar(hostile, 0.5, "red")})["rows"][0][0]["text"] == plain
    assert content({"Lead": sheet.Course(hostile, [])})["rows"][0][0]["text"] == plain


def test_a_state_keeps_its_colour() -> None:
    assert content({"Is": theme.Mark("▼", "Not kept", "red")})["rows"] == [[{"text": "▼ Not kept", "mark": "red"}]]


def test_a_length_is_drawn_within_its_cell() -> None:
    bar = sheet.Bar("72 %", 1.5, "green", aim=0.9, span=(0.8, 1.2), sure=(-0.1, 0.75))
    assert content({"In time": bar})["rows"] == [
        [
            {
                "text": "72 %",
                "bar": {"length": 1.0, "aim": 0.9, "span": [0.8, 1.0], "sure": [0.0, 0.75]},
                "colour": "green",
            }
        ]
    ]
    assert content({"In time": bar})["numbers"] == [True]


def test_a_course_has_gaps_where_nothing_is_known() -> None:
    course = sheet.Course("12 by Friday", [0.0, None, 1.0], [0.5, 0.5, 0.5])
    [[cell]] = content({"Month": course})["rows"]
    assert (cell["course"], cell["text"]) == ([[0.0, None, 1.0], [0.5, 0.5, 0.5]], "12 by Friday")


def test_all_that_is_ticked_at_once_is_heard_and_only_where_there_is_a_box() -> None:
    def page() -> None:
        from functools import partial
        from types import SimpleNamespace

        import streamlit as st

        from sla_dash.screen import sheet

        def told(key: str, on: bool) -> None:
            st.session_state.setdefault("told", []).append((key, on))

        rows: sheet.Table = [{"Lead": "L1", "Done": sheet.Tick("L1", "L1 is done", on=False)}]
        table = partial(lambda: rows)
        sheet.place(table, key="late", alt="Late", ticked=told)
        first, second = {"key": "L1", "on": True}, {"key": "L1", "on": False}
        for sent in (
            [first, {"key": "L2", "on": True}, second, {"key": ["L1"], "on": True}, {"on": "yes"}],
            "L1",
            None,
        ):
            st.session_state["asked"] = SimpleNamespace(ticked=sent)
            sheet._told("asked", table, told)

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.session_state["told"] == [("L1", True), ("L1", False)]
