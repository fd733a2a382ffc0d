"""Place every small table of the board: text in rows, some of it links, as wide as it needs, in a node that stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import streamlit as st

from sla_dash import theme
from sla_dash.load import address
from sla_dash.screen.made import Made

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Cell", "Link", "Table", "place"]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads elsewhere."""

    text: str
    address: str
    """Of the web; where it is not, the cell is shown as its text alone."""


Cell: TypeAlias = str | Link
Table: TypeAlias = Sequence[Mapping[str, Cell]]
"""Rows of cells by the names of their columns, the same in every row and in their order."""

LAID_OUT = 128
"""Tables that are kept; one takes a few kB."""
WHOLE = 40
"""Rows up to which a table is shown whole."""
LONGEST = 200
"""Characters of a cell that are shown."""
NUMBER = re.compile(r"[-+−±<>~≤≥]?\d|–|not reached|$")
"""How a cell begins that is read as a number, or stands for one."""


def place(layout: partial[Table], *, key: str, alt: str) -> None:
    """Show a table of cells, or update the one that `key` already showed.

    `layout` is the call that lays it out; with the same answers it is not laid out again. Columns of numbers are set
    to the right. `alt` names the table for a screen reader. Only a table of more than `WHOLE` rows scrolls by itself,
    so that no total is out of sight.
    """
    _renderer()(key=key, data=json.dumps({"alt": theme.plain(alt)}).encode()[:-1] + _laid_out.by(layout))


def decoded(payload: bytes) -> dict[str, Any]:
    """Read what `place` sent; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
    found: dict[str, Any] = json.loads(payload)
    return found


def _encoded(table: Table) -> bytes:
    rows = [list(map(_cell, row.values())) for row in table]
    content: dict[str, Any] = {
        "columns": list(map(_cell, table[0])) if table else [],
        "rows": rows,
        "numbers": [all(map(NUMBER.match, column)) for column in zip(*rows, strict=True)],
        "long": len(rows) > WHOLE,
    }
    links = [
        [n, m, cell.address]
        for n, row in enumerate(table)
        for m, cell in enumerate(row.values())
        if isinstance(cell, Link) and address.is_safe(cell.address)
    ]
    if links:
        content["links"] = links
    return b", " + json.dumps(content, ensure_ascii=False).encode()[1:]


def _cell(cell: Cell) -> str:
    return theme.plain(cell.text if isinstance(cell, Link) else cell)[:LONGEST]


_laid_out = Made(LAID_OUT, _encoded)


@cache
def _renderer() -> ComponentRenderer:
    folder = files(__name__)
    script, style = (folder.joinpath(f"sheet.{kind}").read_text("utf-8") for kind in ("js", "css"))
    # Every style names the sheet, so none needs a place of its own.
    return st.components.v2.component("sla_dash_sheet", js=script, css=style, isolate_styles=False)
