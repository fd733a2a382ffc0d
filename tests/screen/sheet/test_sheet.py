"""Small tables: text in cells, numbers to the right."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

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
        "long": False,
    }


def numbers(*cells: str) -> bool:
    found: list[bool] = sheet.decoded(b"{" + sheet._encoded([{"": cell} for cell in cells])[2:])["numbers"]
    return found[0]


def test_a_column_is_one_of_numbers_when_every_cell_is() -> None:
    assert numbers("2,431", "–", "", "26 h 30 min", "not reached", "<1 %", "−4 %", "+11 %", "±0 %", "-4,376")
    assert not numbers("2,431", "● In band")
    assert not numbers("rep 01", "rep 02")
    assert not numbers("-", "n/a")


def test_a_table_without_rows_is_an_empty_one() -> None:
    empty = {"columns": [], "rows": [], "numbers": [], "long": False}
    assert sheet.decoded(b"{" + sheet._encoded([])[2:]) == empty


def test_a_table_is_laid_out_once_for_the_same_answers() -> None:
    laid_out = []

    def layout(rows: tuple[str, ...]) -> sheet.Table:
        laid_out.append(rows)
        return [{"Rep": row} for row in rows]

    for _ in range(3):
        sheet._laid_out.by(partial(layout, ("ann",)))
    assert laid_out == [("ann",)]


def test_a_table_scrolls_by_itself_only_when_it_is_long() -> None:
    found = [sheet._encoded([{"Lead": "L1"}] * rows) for rows in (sheet.WHOLE, sheet.WHOLE + 1)]
    assert [sheet.decoded(b"{" + one[2:])["long"] for one in found] == [False, True]


def links(*cells: sheet.Cell) -> list[list[object]]:
    content = sheet.decoded(b"{" + sheet._encoded([{"Lead": cell, "Owner": "ann"} for cell in cells])[2:])
    assert [row[0] for row in content["rows"]] == [one.text if isinstance(one, sheet.Link) else one for one in cells]
    found: list[list[object]] = content.get("links", [])
    return found


def test_a_cell_may_lead_to_a_page_of_the_web() -> None:
    assert links("L1", sheet.Link("L2", "https://crm.example/L2")) == [[1, 0, "https://crm.example/L2"]]
    assert links("L1") == []


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
    assert links(sheet.Link("L1", address)) == []


def test_the_text_of_a_link_is_text() -> None:
    content = sheet.decoded(b"{" + sheet._encoded([{"Lead": sheet.Link("<b>\x1b[31mL", "https://x.example/")}])[2:])
    assert content["rows"] == [["<b> [31mL"]]
