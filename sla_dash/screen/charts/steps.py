"""Where the time goes, drawn step by step."""

from collections.abc import Sequence
from datetime import timedelta

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules.steps import Line
from sla_dash.screen.charts import strokes

HOUR = timedelta(hours=1)


def where(lines: Sequence[Line]) -> go.Figure:
    """Draw the time by which half had taken each step, and as a thin line the time by which nine in ten had."""
    told = [line for line in lines if line.happened >= theme.ENOUGH_EVENTS]
    names = [words.steps.NAMES[line.step] for line in lines]
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    figure.add_bar(
        name="Half by",
        orientation="h",
        y=[words.steps.NAMES[line.step] for line in told],
        x=[_hours(line.median) for line in told],
        marker={"color": theme.MAIN},
        width=0.5,
        customdata=[theme.duration(line.median) for line in told],
        hovertemplate="half by %{customdata}<extra></extra>",
    )
    reached = [line for line in told if line.p90]
    figure.add_scatter(
        name="Nine in ten by",
        mode="markers",
        y=[words.steps.NAMES[line.step] for line in reached],
        x=[_hours(line.p90) for line in reached],
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": theme.MAIN}},
        error_x=strokes.whiskers(
            [_hours(line.p90) for line in reached],
            [(_hours(line.median), _hours(line.p90)) for line in reached],
            thickness=1.5,
            width=0,
        ),
        customdata=[theme.duration(line.p90) for line in reached],
        hovertemplate="nine in ten by %{customdata}<extra></extra>",
    )
    figure.add_scatter(
        name="In words",
        mode="text",
        y=names,
        x=[_hours(line.p90 or line.median) if line in told else 0 for line in lines],
        text=[f"  {_words(line)}" for line in lines],
        textposition="middle right",
        hoverinfo="skip",
    )
    most = max([_hours(line.p90 or line.median) for line in told], default=0) or 1
    figure.update_xaxes(
        range=[0, most * 2.2],
        ticksuffix=" h",
        nticks=6,
        title={"text": "time that half took; thin: nine in ten"},
        showspikes=False,
    )
    figure.update_yaxes(autorange="reversed", ticklabelstandoff=6, rangemode="normal", showgrid=False)
    return figure


def _words(line: Line) -> str:
    if line.happened < theme.ENOUGH_EVENTS:
        return words.steps.taken(line)
    return f"<b>{theme.duration(line.median)}</b>, nine in ten {theme.duration(line.p90)}"


def _hours(found: timedelta | None) -> float:
    return 0.0 if found is None else found / HOUR
