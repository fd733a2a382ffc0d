"""Rows for a spreadsheet: nothing in them runs, nothing in them is lost."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.output import spreadsheet


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|calc", "%0A", "\u00a0=1", "＝1", "\n=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    found = spreadsheet.text(["lead"], [[cell]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(found, newline=""))) == [["lead"], [f"'{cell}"]]


def test_numbers_stay_numbers_and_what_is_absent_stays_empty() -> None:
    assert spreadsheet.text(["n", "m", "who"], [[-3, None, "ann"]]) == "\ufeffn,m,who\r\n-3,,ann\r\n".encode()


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_every_cell_comes_back_as_it_was_or_with_an_apostrophe_before_it(rows: list[list[str]]) -> None:
    text = spreadsheet.text(["a", "b"], rows).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [
        [cell in (was, f"'{was}") for cell, was in zip(*pair, strict=True)] for pair in zip(back, rows, strict=True)
    ] == [[True, True] for _ in rows]
    assert not any(cell.lstrip(" ").startswith(spreadsheet.FORMULA) for row in back for cell in row)
