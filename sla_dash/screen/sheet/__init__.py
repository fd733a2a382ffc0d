"""Place every small table of the board: rows of cells, as wide as they need, in a node that stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st

from sla_dash import theme
from sla_dash.screen.made import Made
from sla_dash.screen.sheet import cells
from sla_dash.screen.sheet.cells import Bar, Cell, Course, Link, Row, Table, Tick, Total

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Bar", "Cell", "Course", "Link", "Row", "Table", "Tick", "Total", "place"]

LAID_OUT = 128
"""Tables that are kept; one takes a few kB."""
FEW, WHOLE = 10, 15
"""Rows that a long table shows until it is unfolded, beside its totals, and rows up to which none is long."""
NUMBER = re.compile(r"[-+−±<>~≤≥]?\d|–|not reached|$")
"""How a cell begins that is read as a number, or stands for one."""


def place(
    layout: partial[Table],
    *,
    key: str,
    alt: str,
    ticked: Callable[[str, bool], None] | None = None,
    few: int | None = None,
) -> None:
    """Show a table of cells, or update the one that `key` already showed.

    `layout` is the call that lays it out; with the same answers it is not laid out again. Columns of numbers are set
    to the right. `alt` names the table for a screen reader. Of more than `WHOLE` rows the first `FEW` are shown, and
    the others when somebody asks: so what matters most comes first; `few` shows no more than so many of however many
    there are. `ticked` is told the key of a `Tick` that somebody set, and whether it is on now: once or more for each,
    so that none is lost of several that are set at once.
    """
    told = {"alt": theme.plain(alt)} | ({} if few is None else {"first": few})
    content, renderer = json.dumps(told).encode()[:-1] + _laid_out.by(layout), _renderer()
    if ticked:
        renderer(key=key, data=content, on_ticked_change=partial(_told, key, layout, ticked))
    else:
        renderer(key=key, data=content)


def decoded(payload: bytes) -> dict[str, Any]:
    """Read what `place` sent; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
    found: dict[str, Any] = json.loads(payload)
    return found


def _encoded(table: Table) -> bytes:
    rows = [list(map(cells.sent, row.values())) for row in table]
    spoken = [[cells.text(cell) for cell in row.values()] for row in table]
    content: dict[str, Any] = {
        "columns": list(map(cells.sent, table[0])) if table else [],
        "rows": rows,
        "numbers": [all(map(NUMBER.match, column)) for column in zip(*spoken, strict=True)],
        "few": FEW if len(rows) > WHOLE else len(rows),
        "totals": [n for n, row in enumerate(table) if isinstance(row, Total)],
    }
    return b", " + json.dumps(content, ensure_ascii=False).encode()[1:]


def _told(key: str, layout: partial[Table], ticked: Callable[[str, bool], None]) -> None:
    found = st.session_state[key].ticked  # whatever a browser sent
    offered = {cell.key for row in layout() for cell in row.values() if isinstance(cell, Tick)}
    for one in found if isinstance(found, list) else ():
        sent = one if isinstance(one, dict) else {}
        if isinstance(sent.get("key"), str) and sent["key"] in offered and isinstance(sent.get("on"), bool):
            ticked(sent["key"], sent["on"])


_laid_out = Made(LAID_OUT, _encoded)


@cache
def _renderer() -> ComponentRenderer:
    folder = files(__name__)
    script, style = (folder.joinpath(f"sheet.{kind}").read_text("utf-8") for kind in ("js", "css"))
    # Every style names the sheet, so none needs a place of its own.
    return st.components.v2.component("sla_dash_sheet", js=script, css=style, isolate_styles=False)
