"""What several charts draw in the same way."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from sla_dash import theme


def whiskers(
    values: Sequence[float],
    ends: Sequence[tuple[float, float]],
    *,
    thickness: float,
    width: int,
    colour: str = theme.MAIN,
) -> dict[str, Any]:
    """Return the error bars of values, each from its low to its high end."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - value for value, (_, high) in zip(values, ends, strict=True)],
        "arrayminus": [value - low for value, (low, _) in zip(values, ends, strict=True)],
        "color": colour,
        "thickness": thickness,
        "width": width,
    }


def dots(size: int, *, full: bool, colour: str = theme.MAIN) -> dict[str, Any]:
    """Return markers, hollow where they are not ``full``."""
    return {"size": size, "color": colour if full else theme.PAPER, "line": {"color": colour, "width": 2.5}}


def above(figure: go.Figure, text: str, x: float = 0) -> None:
    """Write over the plot, where no point can be."""
    figure.update_layout(margin_t=30)
    figure.add_annotation(
        x=x, xref="paper", y=1, yref="paper", text=text, showarrow=False, xanchor="left", yanchor="bottom"
    )
