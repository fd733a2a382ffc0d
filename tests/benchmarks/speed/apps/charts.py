"""Four charts like the stand-up's, all of which change with one slider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

HEIGHT = 320
FIRST, LAST, START = 0, 100, 40

PLAIN = {"kept": "#1c7c54", "late": "#c0392b", "band": "rgba(28, 124, 84, 0.2)", "text": "#31333f"}
THEMED = {
    "kept": "var(--st-green-color)",
    "late": "var(--st-red-color)",
    "band": "var(--st-green-background-color)",
    "text": "var(--st-text-color)",
}


def four(step: int, colours: Mapping[str, str]) -> list[go.Figure]:
    """Build the four charts for one slider position, which each of them also says in words, checked by Plotly."""
    return [go.Figure(one) for one in plain(step, colours)]


def plain(step: int, colours: Mapping[str, str]) -> list[dict[str, Any]]:
    """Write the same down as the board writes what sliders draw anew, without the checks."""
    days = np.arange(1, 91)
    pace = days * (20 + step / 10)
    spread = np.sqrt(days) * 30
    hours = np.linspace(0, 48, 200)
    share = 1 - np.exp(-hours / (4 + step / 20))
    reps = [f"rep {number:02}" for number in range(1, 25)]
    daily = 20 + 8 * np.sin(days / 3 + step / 7)
    kept, late = {"color": colours["kept"]}, {"color": colours["late"]}
    band = {"line": {"width": 0}, "fill": "tonexty", "fillcolor": colours["band"]}
    steps = {"shape": "hv"}
    traces = [
        [
            _trace("scatter", days, pace - spread, name="low", line={"width": 0}, showlegend=False),
            _trace("scatter", days, pace + spread, name="band", **band),
            _trace("scatter", days, pace + spread * np.sin(days / 5), name="delivered", line=kept),
        ],
        [
            _trace("scatter", hours, share, name="in time", line=kept | steps),
            _trace("scatter", hours, share * 0.8, name="last month", line=late | steps),
        ],
        [
            _trace("bar", days, daily, name="met", marker=kept),
            _trace("bar", days, daily * step / 400, name="late", marker=late),
        ],
        [_trace("bar", (np.arange(24) * 7 + step) % 24, reps, orientation="h", name="late", marker=late)],
    ]
    said = {"text": f"step {step}", "x": 0, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom"}
    layout = {
        "template": {"layout": {"font": {"color": colours["text"]}, "paper_bgcolor": "rgba(0,0,0,0)"}},
        "height": HEIGHT,
        "margin": {"l": 48, "r": 16, "t": 24, "b": 40},
        "annotations": [said | {"showarrow": False}],
    }
    stacked = [False, False, True, False]
    return [
        {"data": data, "layout": layout | ({"barmode": "stack"} if stack else {})}
        for data, stack in zip(traces, stacked, strict=True)
    ]


def _trace(kind: str, x: Iterable[Any], y: Iterable[Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "x": list(map(_plain, x)), "y": list(map(_plain, y)), **more}


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
