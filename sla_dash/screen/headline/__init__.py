"""Place the large numbers of a page: each with its word above and how it stands below, in a node that stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st

from sla_dash import theme

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from sla_dash.words.phrase import Headline

__all__ = ["place"]


def place(found: Sequence[Headline], *, key: str) -> None:
    """Show numbers side by side, or update those that `key` already showed."""
    lines = [[*map(theme.plain, (line.label, line.value, line.mark.text)), line.mark.colour] for line in found]
    _renderer()(key=key, data=json.dumps(lines).encode())


def decoded(payload: bytes) -> list[list[Any]]:
    """Read what `place` sent; a page's test finds it in `app.get("bidi_component")[0].proto.bytes`."""
    found: list[list[Any]] = json.loads(payload)
    return found


@cache
def _renderer() -> ComponentRenderer:
    folder = files(__name__)
    script, style = (folder.joinpath(f"headline.{kind}").read_text("utf-8") for kind in ("js", "css"))
    return st.components.v2.component("sla_dash_headline", js=script, css=style, isolate_styles=False)
