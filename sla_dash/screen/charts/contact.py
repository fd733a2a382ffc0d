"""Who was contacted by when, drawn against the promise."""

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules import contact
from sla_dash.rules.contact import InTime, State, Timed
from sla_dash.rules.hours import Hour
from sla_dash.rules.weeks import Week
from sla_dash.screen.charts import strokes
from sla_dash.statistics import survival

SHOWN = 3
"""Promises of time that the curve shows."""
DEEPEST = 0.4
"""How far below the promise the colour of an hour deepens no further."""
HOUR = timedelta(hours=1)
WAITS = f'<span style="color:{theme.COLOURS[theme.BAD]}">❘</span> a lead that waits'


def reached(timed: Sequence[Timed], line: InTime) -> go.Figure:
    """Draw the share contacted by working time since hand-off, the promise marked and waiting leads as ticks.

    The axis is in units of each lead's own promise, labelled in hours where all have the same. The diamond is what was
    promised; the bar at the promise is the 95 % interval.
    """
    promised = [row for row in timed if row.state in contact.PROMISED]
    curve = contact.in_promises(promised)
    figure = go.Figure(layout={"template": theme.template()})
    waits = {
        Fraction(row.minutes * 60, row.promise_seconds)
        for row in promised
        if row.minutes is not None and row.promise_seconds and _waits(row)
    }
    _contacted(figure, curve, SHOWN)
    _waiting(figure, curve, waits, SHOWN)
    figure.add_vline(x=1, line={"color": theme.INK, "width": 2, "dash": "dash"})
    strokes.above(figure, WAITS)
    if line.promised_share is not None:
        _promise(figure, line)
    if line.share:
        _in_time(figure, line.share, line.promised_share)
    marks = (0, 0.5, 1, 1.5, 2, 2.5, 3)
    time = "working time since hand-off"
    figure.update_xaxes(
        range=[0, SHOWN],
        tickvals=marks,
        ticktext=[_label(mark, line.promise) for mark in marks],
        title={"text": time if line.promise else f"{time}, as a part of the time promised for each lead"},
        showspikes=False,
    )
    return figure


def reached_on_the_wall(timed: Sequence[Timed], line: InTime) -> go.Figure:
    """Draw the share contacted by hours of all time, waiting leads as ticks.

    The promise is in working time and has no place on this axis: only its share is drawn.
    """
    judged = [row for row in timed if row.state in contact.JUDGED and not row.by_day]
    curve = contact.in_minutes(judged)
    most = line.p90 or timedelta(days=SHOWN)
    shown = min(max(math.ceil(most * 1.3 / HOUR), 24), 14 * 24) * 60
    figure = go.Figure(layout={"template": theme.template()})
    waits = {row.minutes for row in judged if row.minutes is not None and _waits(row)}
    _contacted(figure, curve, shown, 60, " by %{x:.1f} h")
    _waiting(figure, curve, waits, shown, 60)
    if line.promised_share is not None:
        _level(figure, line.promised_share, (0, shown / 60))
        strokes.above(figure, f"{WAITS}   – – promised in working time <b>{theme.share(line.promised_share)}</b>")
    figure.update_xaxes(
        range=[0, shown / 60],
        ticksuffix=" h",
        title={"text": "hours since hand-off, nights and days off included"},
        showspikes=False,
    )
    return figure


def weeks(found: Sequence[Week], promised: Fraction | None, asked: str) -> go.Figure:
    """Draw the share in time week by week with its interval; hollow while few are decided or some still wait.

    ``asked`` is how the promised share is written.
    """
    figure = go.Figure(layout={"template": theme.template()})
    labels = [f"{week.monday.day} {week.monday:%b}" for week in found]
    told = [(label, week, week.share) for label, week in zip(labels, found, strict=True) if week.share]
    if promised is not None:
        _level(figure, promised, (-0.6, len(found) - 0.4))
        strokes.above(figure, f"– – promised <b>{asked}</b>")
    for name, settled in (("In time", True), ("Not settled", False)):
        part = [(label, week, share) for label, week, share in told if week.settled is settled]
        figure.add_scatter(
            name=name,
            x=[labels.index(label) for label, _, _ in part],
            y=[share.share for _, _, share in part],
            mode="markers",
            marker=strokes.dots(13, full=settled),
            error_y=strokes.whiskers(
                [share.share for _, _, share in part],
                [(share.low, share.high) for _, _, share in part],
                thickness=2.5 if settled else 1.5,
                width=6,
            ),
            customdata=[words.weeks.in_week(week, promised) for _, week, _ in part],
            hovertemplate="%{customdata}<extra></extra>",
        )
    lows = [share.low for _, _, share in told]
    floor = max(0.0, min([*lows, float(promised or 0)]) - 0.12)
    ticks = range(0, len(found), 2)
    figure.update_xaxes(
        tickvals=list(ticks),
        ticktext=[labels[n] for n in ticks],
        range=[-0.6, len(found) - 0.4],
        title={"text": "weeks from Monday"},
        showspikes=False,
    )
    _shares(figure, (floor, 1.02), [tenth / 10 for tenth in range(11) if tenth / 10 >= floor], "in time")
    return figure


def hours(found: Sequence[Hour], promised: Fraction | None) -> go.Figure:
    """Draw the share in time by weekday and hour of the clock's start; hours with few leads are blank.

    Where it falls short of the promise the colour deepens; ▼ marks what chance does not explain.
    """
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    cells = {(hour.weekday, hour.hour): hour for hour in found}
    every = [[cells.get((day, hour)) for hour in range(24)] for day in range(7)]
    figure.add_heatmap(
        name="In time",
        x=list(range(24)),
        y=list(words.hours.DAYS),
        z=[
            [min(0.0, float(cell.share - (promised or 1))) if cell and cell.enough else None for cell in day]
            for day in every
        ],
        zmin=-DEEPEST,
        zmax=0,
        colorscale=[[0, theme.COLOURS[theme.BAD]], [0.999, theme.FAINTLY_BAD], [1, theme.BAND]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[_cell(cell, promised) for cell in day] for day in every],
        texttemplate="%{text}",
        customdata=[[_about(cell) for cell in day] for day in every],
        hoverongaps=False,
        hovertemplate="<b>%{customdata}</b><extra></extra>",
    )
    few = [(hour, day) for day, row in enumerate(every) for hour, cell in enumerate(row) if cell and not cell.enough]
    figure.add_scatter(
        name="Too few",
        x=[hour for hour, _ in few],
        y=[words.hours.DAYS[day] for _, day in few],
        mode="text",
        text=["·"] * len(few),
        textfont={"color": theme.FAINT},
        customdata=[_about(every[day][hour]) for hour, day in few],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.update_xaxes(
        tickvals=list(range(24)), ticktext=[f"{hour:02}" for hour in range(24)], range=[-0.5, 23.5], showspikes=False
    )
    figure.update_xaxes(title={"text": "hour of the hand-off; in each field per cent in time, ▼ beyond chance"})
    figure.update_yaxes(autorange="reversed", rangemode="normal", showgrid=False)
    return figure


def _cell(cell: Hour | None, promised: Fraction | None) -> str:
    if cell is None or not cell.enough:
        return ""
    share = theme.share(cell.share, promised).removesuffix(" %")
    return f"{'▼ ' if cell.short_of(promised) else ''}{share}"


def _about(cell: Hour | None) -> str:
    if cell is None:
        return ""
    return f"{words.hours.when(cell)}: {theme.part(cell.in_time, cell.leads)} in time"


def _level(figure: go.Figure, promised: Fraction, ends: tuple[float, float]) -> None:
    """Draw a promised share from end to end."""
    figure.add_scatter(
        name="Promised",
        x=list(ends),
        y=[float(promised)] * 2,
        mode="lines",
        line={"color": theme.INK, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )


def _shares(figure: go.Figure, ends: tuple[float, float], ticks: Sequence[float], what: str) -> None:
    """Name the axis of shares, and write its ticks as all shares are written."""
    figure.update_yaxes(
        range=ends,
        tickvals=ticks,
        ticktext=[theme.share(tick) for tick in ticks],
        title={"text": what},
        rangemode="normal",
    )


def _contacted(figure: go.Figure, curve: survival.Curve, most: float, unit: int = 1, hover: str = "") -> None:
    """Draw the curve as far as it is known, at most up to ``most``; ``unit`` is what the axis counts in."""
    steps = [step for step in curve.steps if step.time <= most]
    times = [] if curve.ends_at is None else [0, *(step.time for step in steps), min(most, curve.ends_at)]
    shares = [0.0, *(1 - step.surviving for step in steps)]
    figure.add_scatter(
        name="Contacted",
        x=[float(time / unit) for time in times],
        y=[*shares, shares[-1]][: len(times)],
        mode="lines",
        line={"color": theme.MAIN, "width": theme.LINE + 1, "shape": "hv"},
        hovertemplate=f"<b>%{{y:.0%}} contacted</b>{hover}<extra></extra>",
    )
    _shares(figure, (0, 1.03), (0.25, 0.5, 0.75, 1), "contacted")


def _waits(row: Timed) -> bool:
    return not row.contacted and row.state is not State.BREACHED


def _waiting(
    figure: go.Figure, curve: survival.Curve, waits: Iterable[survival.Time], most: float, unit: int = 1
) -> None:
    """Draw a tick on the curve wherever a lead still waits; ``unit`` is what the axis counts in."""
    shown = [(time, share) for time in sorted(waits) if time <= most and (share := curve.by(time))]
    figure.add_scatter(
        name="Still waiting",
        x=[float(time / unit) for time, _ in shown],
        y=[share.share for _, share in shown],
        mode="markers",
        marker={"symbol": "line-ns", "size": 12, "line": {"width": 2, "color": theme.COLOURS[theme.BAD]}},
        hovertemplate="a lead still waits<extra></extra>",
    )


def _promise(figure: go.Figure, line: InTime) -> None:
    promised = words.contact.promised(line)
    figure.add_scatter(
        name="Promised",
        x=[1],
        y=[float(line.promised_share or 0)],
        mode="markers",
        marker={"symbol": "diamond", "size": 15, "color": theme.INK},
        hovertemplate=f"{promised} promised<extra></extra>",
    )
    figure.add_annotation(  # at the foot of the line, where the curve never is
        x=1,
        yref="paper",
        y=0.03,
        text=f"promised <b>{promised}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        xshift=8,
    )


def _in_time(figure: go.Figure, share: survival.Share, promised: Fraction | None) -> None:
    said = f"{theme.share(share.share, promised)} in time ({theme.span(share.low, share.high)})"
    figure.add_scatter(
        name="In time",
        x=[1],
        y=[share.share],
        mode="markers",
        marker={"size": 11, "color": theme.MAIN},
        error_y=strokes.whiskers([share.share], [(share.low, share.high)], thickness=3, width=8),
        hovertemplate=f"{said}<extra></extra>",
    )


def _label(mark: float, promise: timedelta | None) -> str:
    if promise:
        return theme.duration(promise * mark) if mark else "0"
    return {0.0: "hand-off", 0.5: "half", 1.0: "promise", 2.0: "twice"}.get(mark, f"{mark:g} times")
