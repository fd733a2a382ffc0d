"""Small tables: text in cells, numbers to the right."""

from functools import partial

import pandas as pd
from streamlit.testing.v1 import AppTest

from sla_dash.screen import sheet


def test_a_page_under_test_holds_the_table_that_was_placed() -> None:
    def page() -> None:
        from functools import partial

        import pandas as pd

        from sla_dash.screen import sheet

        layout = partial(pd.DataFrame, {"Rep": ["<b>ann</b>", "bob"], "Late": ["6", "–"]})
        sheet.place(layout, key="late", alt="Late by rep")

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
    found: list[bool] = sheet.decoded(b"{" + sheet._encoded(pd.DataFrame({"": cells}))[2:])["numbers"]
    return found[0]


def test_a_column_is_one_of_numbers_when_every_cell_is() -> None:
    assert numbers("2,431", "–", "", "26 h 30 min", "not reached", "<1 %", "−4 %", "+11 %", "±0 %", "-4,376")
    assert not numbers("2,431", "● In band")
    assert not numbers("rep 01", "rep 02")
    assert not numbers("-", "n/a")


def test_a_table_without_rows_keeps_its_columns() -> None:
    assert sheet.decoded(b"{" + sheet._encoded(pd.DataFrame(columns=["Lead", "Age"]))[2:]) == {
        "columns": ["Lead", "Age"],
        "rows": [],
        "numbers": [],
        "long": False,
    }


def test_a_table_is_laid_out_once_for_the_same_answers() -> None:
    laid_out = []

    def layout(rows: tuple[str, ...]) -> pd.DataFrame:
        laid_out.append(rows)
        return pd.DataFrame({"Rep": rows})

    for _ in range(3):
        sheet._laid_out.by(partial(layout, ("ann",)))
    assert laid_out == [("ann",)]


def test_a_table_scrolls_by_itself_only_when_it_is_long() -> None:
    found = [sheet._encoded(pd.DataFrame({"Lead": ["L1"] * rows})) for rows in (sheet.WHOLE, sheet.WHOLE + 1)]
    assert [sheet.decoded(b"{" + one[2:])["long"] for one in found] == [False, True]
