"""Who was contacted by when, drawn against the promise."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import plotly.graph_objects as go

from sla_dash import contact, survival, theme
from sla_dash.contact import InTime, State, Timed

SHOWN = 3
"""Promises of time that the curve shows."""


def reached(timed: Sequence[Timed], line: InTime) -> go.Figure:
    """Draw the share contacted by working time since hand-off, the promise marked and waiting leads as ticks.

    The axis is in units of each lead's own promise, labelled in hours where all have the same. The diamond is what was
    promised; the bar at the promise is the 95 % interval.
    """
    promised = [row for row in timed if row.state in contact.PROMISED]
    curve = contact.in_promises(promised)
    figure = go.Figure(layout={"template": theme.template()})
    steps = [step for step in curve.steps if step.time <= SHOWN]
    times = [0.0, *(float(step.time) for step in steps), float(SHOWN)]
    shares = [0.0, *(1 - step.surviving for step in steps)]
    figure.add_scatter(
        name="Contacted",
        x=times,
        y=[*shares, shares[-1]],
        mode="lines",
        line={"color": theme.MAIN, "width": theme.LINE + 1, "shape": "hv"},
        hovertemplate="<b>%{y:.0%} contacted</b><extra></extra>",
    )
    _waiting(figure, promised, curve)
    figure.add_vline(x=1, line={"color": theme.INK, "width": 2, "dash": "dash"})
    if line.share and line.promised_share is not None:
        _promise(figure, line.share, line.promised_share)
    marks = (0, 0.5, 1, 1.5, 2, 2.5, 3)
    figure.update_xaxes(
        range=[0, SHOWN], tickvals=marks, ticktext=[_label(mark, line.promise) for mark in marks], showspikes=False
    )
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", tickvals=[0.25, 0.5, 0.75, 1])
    return figure


def _waiting(figure: go.Figure, promised: Sequence[Timed], curve: survival.Curve) -> None:
    times = sorted(
        {
            Fraction(row.minutes * 60, row.promise_seconds)
            for row in promised
            if not row.contacted and row.minutes is not None and row.promise_seconds and row.state is not State.BREACHED
        }
    )
    shown = [time for time in times if time <= SHOWN]
    figure.add_scatter(
        name="Still waiting",
        x=[float(time) for time in shown],
        y=[curve.by(time).share for time in shown],
        mode="markers",
        marker={"symbol": "line-ns", "size": 12, "line": {"width": 2, "color": theme.COLOURS[theme.BAD]}},
        hovertemplate="a lead still waits<extra></extra>",
    )


def _promise(figure: go.Figure, share: survival.Share, promised: Fraction) -> None:
    figure.add_scatter(
        name="Promised",
        x=[1],
        y=[float(promised)],
        mode="markers",
        marker={"symbol": "diamond", "size": 15, "color": theme.INK},
        hovertemplate="%{y:.0%} promised<extra></extra>",
    )
    figure.add_annotation(  # at the foot of the line, where the curve never is
        x=1,
        yref="paper",
        y=0.03,
        text=f"promised <b>{theme.share(promised)}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        xshift=8,
    )
    figure.add_scatter(
        name="In time",
        x=[1],
        y=[share.share],
        mode="markers",
        marker={"size": 11, "color": theme.MAIN},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [share.high - share.share],
            "arrayminus": [share.share - share.low],
            "color": theme.MAIN,
            "thickness": 3,
            "width": 8,
        },
        hovertemplate=f"%{{y:.0%}} in time ({theme.span(share.low, share.high)})<extra></extra>",
    )


def _label(mark: float, promise: timedelta | None) -> str:
    if promise:
        return theme.duration(promise * mark) if mark else "0"
    return {0.0: "hand-off", 1.0: "promise"}.get(mark, f"{mark:g} ×")
