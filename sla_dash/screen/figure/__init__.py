"""Place every chart of the board: one node that stays, updated in place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import streamlit as st

from sla_dash.screen.figure import library
from sla_dash.screen.figure.message import Message

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["place"]

_HEIGHT = 360  # pixels, where neither the caller nor the figure says


def place(fig: go.Figure, *, key: str, alt: str, height: int | None = None, rest: int | None = None) -> None:
    """Draw `fig` across its container's width, or update the chart that `key` already drew.

    `alt` is what a screen reader says and what is shown where the chart cannot be drawn. `height` is in pixels;
    without it the figure's own holds. With `rest`, the pixels that the page needs beside the chart, it is taller
    where the window leaves room. A colour or font written `var(--st-…)` follows the viewer's light or dark theme.
    What the viewer zoomed or hid is kept until `layout.uirevision` changes. A kind of trace that `library.KEPT` does
    not name is refused with `ValueError`, because the browser would draw it as a line.
    """
    strange = {trace.type for trace in fig.data} - {library.ALWAYS, *library.KEPT}
    if strange:
        raise ValueError(f"add {', '.join(sorted(strange))} to sla_dash.figure.library.KEPT before placing it")
    pixels = height or fig.layout.height or _HEIGHT
    message = Message(alt, pixels, rest, fig)
    _renderer()(key=key, data=message.encoded(), height=pixels if rest is None else "content")


@cache
def _renderer() -> ComponentRenderer:
    script = Path(__file__).with_name("figure.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "sla_dash_figure",
        js=script.replace("$LIBRARY", library.installed().address),
        isolate_styles=False,  # Plotly writes its style sheet into the document's head
    )
