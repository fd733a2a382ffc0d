"""Contact and winning, drawn: the crude difference beside the one of like with like."""

import plotly.graph_objects as go

from sla_dash import theme
from sla_dash.rules.winning import Compared
from sla_dash.screen.charts import strokes


def difference(found: Compared) -> go.Figure:
    """Draw both differences of shares won with their intervals against none; the crude one hollow."""
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    ends = [0.0]
    for name, estimate, solid in (("like with like", found.difference, True), ("crude", found.crude_difference, False)):
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
            hovertemplate="%{x:+.1%}<extra></extra>",
        )
    figure.add_vline(x=0, line={"color": theme.INK, "width": 2, "dash": "dash"})
    reach = max(map(abs, ends)) * 1.25 or 0.01
    figure.update_xaxes(range=[-reach, reach], tickformat="+.0%" if reach > 0.03 else "+.1%", showspikes=False)
    figure.update_yaxes(categoryarray=["crude", "like with like"], rangemode="normal", range=[-0.6, 1.6])
    return figure
