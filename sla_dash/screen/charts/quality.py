"""Minimum information drawn: the share of complete leads of each type against the share promised."""

from collections.abc import Sequence

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules.quality import Informed
from sla_dash.screen.charts import strokes

ROW, REST = 34, 60
"""Pixels of one type, and of what is around them."""


def height(lines: Sequence[Informed]) -> int:
    """Return the pixels that the chart takes."""
    return ROW * max(3, len(lines)) + REST


def complete(lines: Sequence[Informed]) -> go.Figure:
    """Draw each type's share with its interval and the share promised as a tick; under ten leads only their counts."""
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    names = [_name(line) for line in lines]
    figure.add_scatter(
        name="In words",
        mode="text",
        y=names,
        x=[line.interval[1] if line.told is not None and line.interval else 0.0 for line in lines],
        text=[f"  {_words(line)}" for line in lines],
        textposition="middle right",
        hoverinfo="skip",
    )
    for line in lines:
        if line.told is None or line.interval is None:
            continue
        mark = theme.informed(line.standing, could_be_chance=line.could_be_chance)
        colour, share = theme.COLOURS[mark.colour], float(line.told)
        figure.add_scatter(
            name=_name(line),
            mode="markers",
            y=[_name(line)],
            x=[share],
            marker=strokes.dots(14 if line.total else 12, full=not line.could_be_chance, colour=colour),
            error_x=strokes.whiskers([share], [line.interval], thickness=2, width=6, colour=colour),
            hovertemplate=f"{theme.part(line.complete, line.of)} complete<extra></extra>",
        )
    promised = [line for line in lines if line.promised is not None]
    figure.add_scatter(
        name="Promised",
        mode="markers",
        y=[_name(line) for line in promised],
        x=[float(line.promised or 0) for line in promised],
        marker={"symbol": "line-ns", "size": 24, "line": {"width": 3, "color": theme.INK}},
        hovertemplate="%{x:.0%} promised<extra></extra>",
    )
    strokes.above(figure, "❘ promised")
    figure.update_xaxes(
        range=[0, 1.24], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%", showspikes=False, showgrid=True
    )
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=names,
        autorange="reversed",
        ticklabelstandoff=6,
        rangemode="normal",
        showgrid=False,
    )
    return figure


def _words(line: Informed) -> str:
    return theme.part(line.complete, line.of) if line.told is None else f"<b>{words.quality.share(line)}</b>"


def _name(line: Informed) -> str:
    return "all" if line.total else theme.drawn(words.phrase.called(line.lead_type))
