"""Delivery drawn against its band."""

from collections.abc import Sequence
from fractions import Fraction

import plotly.graph_objects as go

from sla_dash import theme
from sla_dash.board import DayLine
from sla_dash.forecast import Forecast


def pacing(days: Sequence[DayLine], tolerance: Fraction, today: int, landing: Forecast | None) -> go.Figure:
    """Draw delivered against the cone of what is expected, today's leads hatched, and where the month will land.

    One point a day of the month, at its end. ``today`` counts the leads of the day that is not complete; without a
    target there is no cone, without a forecast no fan.
    """
    figure = go.Figure(layout={"template": theme.template(), "barmode": "overlay"})
    done = [line for line in days if line.delivered is not None]
    so_far = done[-1].delivered or 0 if done else 0
    if days[-1].expected is not None:
        _cone(figure, days, float(tolerance))
    if landing and len(done) < len(days):
        _fan(figure, len(done), len(days), so_far, landing)
    figure.add_scatter(
        name="Delivered",
        x=[0, *(line.day.day for line in done)],
        y=[0, *(line.delivered for line in done)],
        mode="lines",
        line={"color": theme.MAIN, "width": theme.LINE + 1},
        hovertemplate="<b>%{y:,} delivered</b><extra></extra>",
    )
    if today and len(done) < len(days):
        figure.add_bar(
            name="Today",
            x=[len(done) + 1],
            y=[today],
            base=[so_far],
            width=[0.8],
            marker={
                "color": theme.MAIN_FAINT,
                "line": {"color": theme.MAIN, "width": 1.5},
                "pattern": {"shape": "/", "fgcolor": theme.MAIN, "size": 6},
            },
            hovertemplate=f"{today:,} today so far<extra></extra>",
        )
    mondays = [line.day for line in days if line.day.weekday() == 0]
    figure.update_xaxes(
        tickvals=[day.day for day in mondays],
        ticktext=[f"Mon {day.day}" for day in mondays],
        range=[0, len(days) + 0.6],
    )
    figure.update_yaxes(tickformat=",", nticks=5)
    return figure


def _cone(figure: go.Figure, days: Sequence[DayLine], tolerance: float) -> None:
    ends = [0, *(line.day.day for line in days)]
    expected = [0.0, *(float(line.expected or 0) for line in days)]
    for name, edge, fill in (("Lower edge", 1 - tolerance, None), ("Band", 1 + tolerance, "tonexty")):
        figure.add_scatter(
            name=name,
            x=ends,
            y=[value * edge for value in expected],
            mode="lines",
            line={"color": theme.COLOURS[theme.GOOD], "width": 1},
            fill=fill,
            fillcolor=theme.BAND,
            hovertemplate="%{y:,.0f} " + ("at most" if fill else "at least") + "<extra></extra>",
        )
    figure.add_scatter(
        name="Expected",
        x=ends,
        y=expected,
        mode="lines",
        line={"color": theme.COLOURS[theme.GOOD], "width": 2, "dash": "dash"},
        hovertemplate="%{y:,.0f} expected<extra></extra>",
    )


def _fan(figure: go.Figure, done: int, end: int, so_far: int, landing: Forecast) -> None:
    """Open a fan from today to the 80 % interval of the month's end."""
    figure.add_scatter(
        name="80 % interval",
        x=[done, end, end, done],
        y=[so_far, landing.low, landing.high, so_far],
        mode="none",
        fill="toself",
        fillcolor=theme.MAIN_FAINT,
        opacity=theme.VEIL,
        hoverinfo="skip",
    )
    figure.add_scatter(
        name="Forecast",
        x=[done, end],
        y=[so_far, landing.mean],
        mode="lines",
        line={"color": theme.MAIN, "width": 2, "dash": "dot"},
        hovertemplate=f"%{{y:,.0f}} forecast ({landing.low:,}–{landing.high:,})<extra></extra>",
    )
    figure.add_annotation(
        xref="paper",
        yref="paper",
        x=0.01,
        y=1,
        text=f"lands at <b>{landing.mean:,.0f}</b> ({landing.low:,}–{landing.high:,})",
        showarrow=False,
        xanchor="left",
        yanchor="top",
    )
