"""The funnel drawn: agreed rates as found, cohorts of every stage by month, and the bridge from due to won."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sla_dash import theme, words
from sla_dash.board.funnel import Evidence, MonthPoint
from sla_dash.board.loop import Returned
from sla_dash.rules import funnel
from sla_dash.rules.funnel import Ripeness, Stage
from sla_dash.rules.revision import Verdict
from sla_dash.screen.charts import strokes

DOT = 11
LABELLED = 4
"""Months between labels of the axis."""
SHARE = "● found, ┃ agreed"
ROW, AROUND = 62, 72
"""Pixels of a rate, and of what stands around all of them."""
OVER, UNDER, TOP = 0.22, 0.35, 0.9
"""Of a row: from its dot up to what it says, down to its end, and of the first one up to where that has room."""
LONGEST = 34
"""Characters of a name above a rate."""


def rates(rows: Sequence[Evidence]) -> go.Figure:
    """Draw agreed rates, the first at the top: a dot is what was found, a line agreed.

    The interval of a dot is the verdict's: where it holds the line, that may be chance. What has changed is red or
    violet, the others are blue. What a rate says stands above it, so that it has the whole width.
    """
    figure = go.Figure(
        layout={
            "template": theme.template(),
            "hovermode": "closest",
            "height": AROUND + ROW * (len(rows) - 1 + UNDER + TOP),
        }
    )
    at = [len(rows) - n for n in range(len(rows))]
    _agreed(figure, rows, at)
    ends = [float(row.agreed) for row in rows]
    for row, y in zip(rows, at, strict=True):
        against = row.against_agreed
        if against is None or against.found is None:
            continue
        colour = theme.COLOURS[words.funnel.verdict(row).colour] if row.verdict is Verdict.REVISE else theme.MAIN
        value, around = float(against.found), row.interval or (0.0, 0.0)
        ends += [value, *around]
        said = f"{words.funnel.called(row)}: {words.funnel.found(row)}, {theme.months(row.months)}"
        figure.add_scatter(
            name=f"found {len(rows) - y + 1}",
            x=[value],
            y=[y],
            mode="markers",
            marker=strokes.dots(DOT + 3, full=True, colour=colour),
            error_x=strokes.whiskers([value], [around], colour=colour, thickness=3, width=6),
            text=[theme.drawn(said)],
            hovertemplate="%{text}<extra></extra>",
        )
    figure.update_xaxes(
        range=[0, min(1.1 * max(ends, default=1.0), 1.02)],
        tickformat=".0%",
        title={"text": SHARE, "font": {"size": theme.TEXT_SIZE}},
        showspikes=False,
    )
    figure.update_yaxes(showticklabels=False, showgrid=False, range=[1 - UNDER, len(rows) + TOP], rangemode="normal")
    figure.update_layout(annotations=[_above(row, y) for row, y in zip(rows, at, strict=True)])
    return figure


def _agreed(figure: go.Figure, rows: Sequence[Evidence], at: Sequence[int]) -> None:
    figure.add_scatter(
        name="agreed",
        x=[float(row.agreed) for row in rows],
        y=at,
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 20, "color": theme.INK, "line": {"width": 3, "color": theme.INK}},
        text=[f"{theme.share(row.agreed)} agreed" for row in rows],
        hovertemplate="%{text}<extra></extra>",
    )


def _above(row: Evidence, y: int) -> dict[str, Any]:
    kind = words.phrase.name(row.stream, row.lead_type, total=False)
    short = kind if len(kind) <= LONGEST else f"{kind[: LONGEST - 1]}…"
    text = f"{theme.drawn(short)}<br>{words.funnel.step(row.stage)}: {words.funnel.beside(row)}"
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": y + OVER, "yanchor": "bottom", "borderpad": 0}
    return place | {"text": text, "align": "left", "showarrow": False}


def cohorts(points: Sequence[MonthPoint]) -> go.Figure:
    """Draw the conversion of monthly cohorts, one panel a stage: dots are what has passed, hollow until mature.

    The bar of a dot is its 95 % interval, the dotted line where the cohort will end, the dashed one what was agreed.
    """
    figure = make_subplots(
        rows=1,
        cols=len(funnel.STEPS),
        horizontal_spacing=0.05,
        subplot_titles=[words.funnel.step(stage) for stage in funnel.STEPS],
    )
    for column, stage in enumerate(funnel.STEPS, 1):
        _panel(figure, column, stage, [point for point in points if point.stage is stage])
    figure.update_layout(template=theme.template(), hovermode="closest", margin={"t": 40})
    figure.update_annotations(font={"size": theme.TEXT_SIZE + 1})
    figure.update_yaxes(tickformat=".0%", nticks=5, rangemode="tozero")
    months = [point.month for point in points if point.stage is Stage.MQL]
    marks = months[::-LABELLED]
    figure.update_xaxes(tickvals=marks, ticktext=[f"{month:%b %y}" for month in marks])
    figure.update_yaxes(title="share that went on", col=1)
    return figure


def _panel(figure: go.Figure, column: int, stage: Stage, points: Sequence[MonthPoint]) -> None:
    place = {"row": 1, "col": column}
    figure.update_xaxes(title=words.funnel.ENTERED[stage], **place)
    step = words.funnel.step(stage)
    agreed = [(point.month, float(point.agreed)) for point in points if point.agreed is not None]
    ends = [
        (point.month, point.cohort.estimate)
        for point in points
        if point.cohort.estimate is not None and point.cohort.ripeness is not Ripeness.TOO_EARLY
    ]
    for name, line, style, hover in (
        ("agreed", agreed, {"color": theme.INK, "dash": "dash"}, "%{y:.0%} agreed"),
        ("ends at", ends, {"color": theme.MAIN, "dash": "dot"}, "ends at %{y:.0%}"),
    ):
        figure.add_scatter(
            name=f"{step} {name}",
            x=[month for month, _ in line],
            y=[share for _, share in line],
            mode="lines",
            line=style | {"width": 2},
            hovertemplate=f"{hover}<extra></extra>",
            **place,
        )
    for ripeness in (Ripeness.MATURE, Ripeness.GROWING, Ripeness.TOO_EARLY):
        found = [point for point in points if point.cohort.entered and point.cohort.ripeness is ripeness]
        _dots(figure, step, ripeness, found, place)


def _dots(figure: go.Figure, step: str, ripeness: Ripeness, found: Sequence[MonthPoint], place: dict[str, int]) -> None:
    """Draw the cohorts of one ripeness: hollow until mature, grey while it is too early."""
    colour = theme.FAINT if ripeness is Ripeness.TOO_EARLY else theme.MAIN
    shares = [float(point.cohort.share or 0) for point in found]
    intervals = [point.cohort.interval or (0.0, 0.0) for point in found]
    figure.add_scatter(
        name=f"{step} {ripeness}",
        x=[point.month for point in found],
        y=shares,
        mode="markers",
        cliponaxis=False,
        marker=strokes.dots(DOT, full=ripeness is Ripeness.MATURE, colour=colour),
        error_y=strokes.whiskers(shares, intervals, colour=colour, thickness=1.5, width=0),
        text=[
            f"{point.month:%b %Y}: {words.funnel.passed(point.cohort)}, {theme.grown(ripeness).word.lower()}"
            for point in found
        ],
        hovertemplate="%{text}<extra></extra>",
        **place,
    )


def bridge(total: Returned) -> go.Figure:
    """Draw the bridge from the value due by now to the value won; its pieces sum exactly."""
    one = total.bridge
    steps = [
        ("Due by now", one.promised, "absolute"),
        ("Number of leads", one.volume, "relative"),
        ("Share won", one.rate, "relative"),
        ("Size of deals", one.price, "relative"),
        ("No amount", one.unpriced, "relative"),
        ("Won", one.won, "total"),
    ]
    said = theme.moneys(amount for _, amount, _ in steps)
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    figure.add_waterfall(
        name="Bridge",
        x=[name for name, _, _ in steps],
        y=[float(amount) for _, amount, _ in steps],
        measure=[measure for _, _, measure in steps],
        text=[f"<b>{amount}</b>" for amount in said],
        textposition="outside",
        cliponaxis=False,
        connector={"line": {"color": theme.GRID, "width": 1}},
        increasing={"marker": {"color": theme.COLOURS[theme.GOOD]}},
        decreasing={"marker": {"color": theme.COLOURS[theme.BAD]}},
        totals={"marker": {"color": theme.MAIN}},
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    figure.update_yaxes(showticklabels=False, nticks=4)
    figure.update_layout(margin={"t": 30})
    return figure
