"""The stage: one node that shows the five stops of a stand-up by the size of the screen, and takes the keyboard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st

from sla_dash import theme

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from sla_dash.words.stage import Stage

__all__ = ["place"]


def place(content: Stage, *, key: str) -> None:
    """Show the stops, or bring new words and lengths into those that are shown; the place and the keys stay."""
    _renderer()(key=key, data=json.dumps(_plain(content), ensure_ascii=False).encode())


def _plain(value: Any) -> Any:
    """Return what JSON takes, every text without what would steer a reader."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(one) for name, one in asdict(value).items()}
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return theme.plain(value) if isinstance(value, str) else value


@cache
def _renderer() -> ComponentRenderer:
    folder = files(__name__)
    script, style = (folder.joinpath(f"stage.{kind}").read_text("utf-8") for kind in ("js", "css"))
    # Every style names the stage, so none needs a place of its own.
    return st.components.v2.component("sla_dash_stage", js=script, css=style, isolate_styles=False)
