"""What charts use: one palette, one layout.

Colours are named, not valued: their values for light and dark stand in ``.streamlit/config.toml``, and a chart refers
to them as the theme's CSS variables, which the viewer's browser resolves.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from sla_dash import places
from sla_dash.theme.marks import BAD, EXCESS, GOOD, QUIET

__all__ = [
    "BAND",
    "COLOURS",
    "FAINT",
    "FAINTLY_BAD",
    "GRID",
    "INK",
    "LINE",
    "MAIN",
    "MAIN_FAINT",
    "PAPER",
    "TEXT_SIZE",
    "VEIL",
    "printed",
    "room",
    "stage",
    "template",
]

INK, FAINT, PAPER, GRID = (
    "var(--st-text-color)",
    "var(--st-gray-color)",
    "var(--st-background-color)",
    "var(--st-border-color)",
)
BAND = "var(--st-green-background-color)"
COLOURS = {
    GOOD: "var(--st-green-color)",
    BAD: "var(--st-red-color)",
    EXCESS: "var(--st-violet-color)",
    QUIET: "var(--st-gray-color)",
}
FAINTLY_BAD = "var(--st-red-background-color)"
MAIN = "var(--st-blue-color)"
MAIN_FAINT = "var(--st-blue-background-color)"
_STAGE = {
    "--paper": "backgroundColor",
    "--ink": "textColor",
    "--quiet": "grayTextColor",
    "--line": "borderColor",
    "--main": "blueTextColor",
    "--green": "greenTextColor",
    "--red": "redTextColor",
    "--violet": "violetTextColor",
    "--amber": "orangeTextColor",
    "--amber-paper": "orangeBackgroundColor",
}
VEIL = 0.65
"""Opacity of an area that lies over another."""
LINE = 3
TEXT_SIZE = 15
WIDTH_OF_LETTER = 0.55
"""Of the text's size: more than most letters take."""


def template() -> dict[str, Any]:
    """Return the Plotly template that every chart sets; sizes are in pixels."""
    axis = {
        "gridcolor": GRID,
        "linecolor": GRID,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": False,
        "title": {"standoff": 8},
    }
    return {
        "layout": {
            "font": {"family": "var(--st-font)", "size": TEXT_SIZE, "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis | {"showgrid": False},
            "yaxis": axis | {"rangemode": "tozero"},
            "hoverlabel": {"bgcolor": PAPER, "bordercolor": GRID, "font": {"color": INK, "size": TEXT_SIZE}},
            "hovermode": "x unified",
            "showlegend": False,
            "separators": ".,",
        }
    }


@cache
def printed() -> dict[str, str]:
    """Return the values of the light theme by their names in the configuration, for what is read without it."""
    found: dict[str, str] = tomllib.loads(places.CONFIG.read_text("utf-8"))["theme"]["light"]
    return found


@cache
def stage() -> dict[str, dict[str, str]]:
    """Return what a stage paints with, for light and dark, by the names of its style sheet."""
    found = tomllib.loads(places.CONFIG.read_text("utf-8"))["theme"]
    return {kind: {name: found[kind][key] for name, key in _STAGE.items()} for kind in ("light", "dark")}


def room(labels: Iterable[str], top: int = 8) -> dict[str, int]:
    """Return margins with room for labels to the left and one line below, in pixels.

    For charts that sliders draw anew: where an axis may find out by itself what it needs, Plotly draws it twice.
    """
    widest = max((len(line) for label in labels for line in label.split("<br>")), default=0)
    return {"l": round(widest * TEXT_SIZE * WIDTH_OF_LETTER) + 12, "r": 8, "t": top, "b": 2 * TEXT_SIZE}
