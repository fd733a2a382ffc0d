"""Place every chart of the board: one node that stays, updated in place."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sla_dash import theme
from sla_dash.screen.figure import library
from sla_dash.screen.figure.message import Drawn, Message, Picture
from sla_dash.screen.made import Made

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["place"]

DRAWN = 128
"""Charts that are kept; one takes about 20 kB."""


def place(drawing: partial[Drawn], *, key: str, alt: str, height: int = 360, rest: int | None = None) -> None:
    """Draw a chart across its container's width, or update the one that `key` already drew.

    `drawing` is the call that draws it; with the same answers it is not drawn again. `alt` is what a screen reader
    says and what is shown where the chart cannot be drawn. `height` is in pixels; the figure's own comes first. With
    `rest`, the pixels that the page needs beside the chart, it is taller where the window leaves room. A colour or font
    written `var(--st-…)` follows the viewer's light or dark theme. What the viewer zoomed or hid is kept until
    `layout.uirevision` changes. A kind of trace that `library.KEPT` does not name is refused with `ValueError`, because
    the browser would draw it as a line.
    """
    picture = _drawn.by(drawing)
    message = Message(theme.plain(alt), picture.height or height, rest, picture)
    _renderer()(key=key, data=message.encoded(), height=message.height if rest is None else "content")


def _picture(figure: Drawn) -> Picture:
    traces = figure["data"]  # Plotly's own figures know this way of asking too
    strange = {trace["type"] for trace in traces} - {library.ALWAYS, *library.KEPT}
    if strange:
        raise ValueError(f"add {', '.join(sorted(strange))} to sla_dash.screen.figure.library.KEPT before placing it")
    return Picture.of(figure)


_drawn = Made(DRAWN, _picture)


@cache
def _renderer() -> ComponentRenderer:
    script = Path(__file__).with_name("figure.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "sla_dash_figure",
        js=script.replace("$LIBRARY", library.installed().address),
        isolate_styles=False,  # Plotly writes its style sheet into the document's head
    )
