"""Four charts like the stand-up's, all of which change with one slider."""

from __future__ import annotations

from collections.abc import Mapping

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
    """Build the four charts for one slider position, which each of them also says in words."""
    days = np.arange(1, 91)
    pace = days * (20 + step / 10)
    spread = np.sqrt(days) * 30
    hours = np.linspace(0, 48, 200)
    share = 1 - np.exp(-hours / (4 + step / 20))
    reps = [f"rep {number:02}" for number in range(1, 25)]
    daily = 20 + 8 * np.sin(days / 3 + step / 7)
    cone = go.Figure(
        [
            go.Scatter(x=days, y=pace - spread, name="low", line={"width": 0}, showlegend=False),
            go.Scatter(
                x=days, y=pace + spread, name="band", line={"width": 0}, fill="tonexty", fillcolor=colours["band"]
            ),
            go.Scatter(x=days, y=pace + spread * np.sin(days / 5), name="delivered", line={"color": colours["kept"]}),
        ]
    )
    curve = go.Figure(
        [
            go.Scatter(x=hours, y=share, name="in time", line={"color": colours["kept"], "shape": "hv"}),
            go.Scatter(x=hours, y=share * 0.8, name="last month", line={"color": colours["late"], "shape": "hv"}),
        ]
    )
    bars = go.Figure(
        [
            go.Bar(x=days, y=daily, name="met", marker={"color": colours["kept"]}),
            go.Bar(x=days, y=daily * step / 400, name="late", marker={"color": colours["late"]}),
        ],
        layout={"barmode": "stack"},
    )
    list_of_reps = go.Figure(
        go.Bar(
            y=reps, x=(np.arange(24) * 7 + step) % 24, orientation="h", name="late", marker={"color": colours["late"]}
        )
    )
    figures = [cone, curve, bars, list_of_reps]
    for figure in figures:
        figure.update_layout(
            template={"layout": {"font": {"color": colours["text"]}, "paper_bgcolor": "rgba(0,0,0,0)"}},
            height=HEIGHT,
            margin={"l": 48, "r": 16, "t": 24, "b": 40},
        )
        figure.add_annotation(
            text=f"step {step}", x=0, y=1, xref="paper", yref="paper", showarrow=False, yanchor="bottom"
        )
    return figures
