"""Rows as CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""What a cell of text must not begin with: spreadsheets take it for a formula or a command."""


def text(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows under their column names as UTF-8 with a byte-order mark, which spreadsheets need.

    Text that a spreadsheet would run is made text by an apostrophe before it; numbers stay numbers, None is empty.
    """
    held = io.StringIO()
    out = csv.writer(held, lineterminator="\r\n")
    out.writerow([_harmless(name) for name in names])
    out.writerows([[_harmless(cell) for cell in row] for row in rows])
    return held.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and (cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA)):
        return f"'{cell}"
    return cell
