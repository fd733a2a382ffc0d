"""Contact and winning, drawn: the plain difference beside the one of like with like."""

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules.winning import Compared
from sla_dash.screen.charts import strokes


def difference(found: Compared) -> go.Figure:
    """Draw both differences of shares won with their intervals against none; the plain one hollow."""
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    ends = [0.0]
    for name, estimate, solid in (
        (words.winning.LIKE, found.difference, True),
        (words.winning.CRUDE, found.crude_difference, False),
    ):
        if found.too_early or estimate is None:
            continue
        low, high = estimate.low or 0.0, estimate.high or 0.0
        ends += [low, high]
        figure.add_scatter(
            name=name,
            y=[name],
            x=[estimate.value],
            mode="markers",
            marker=strokes.dots(16, full=solid),
            error_x=strokes.whiskers([estimate.value], [(low, high)], thickness=3 if solid else 1.5, width=8),
            hovertemplate=f"{words.winning.points(estimate)}<extra></extra>",
        )
    figure.add_vline(x=0, line={"color": theme.INK, "width": 2, "dash": "dash"})
    reach = max(map(abs, ends)) * 1.25 or 0.01
    figure.update_xaxes(
        range=[-reach, reach],
        tickformat="+.0%" if reach > 0.03 else "+.1%",
        title={"text": "won more often when contacted in time →"},
        showspikes=False,
    )
    figure.update_yaxes(categoryarray=[words.winning.CRUDE, words.winning.LIKE], rangemode="normal", range=[-0.6, 1.6])
    return figure
