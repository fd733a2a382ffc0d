"""Delivery drawn against its range."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sla_dash import theme, words
from sla_dash.board import Course
from sla_dash.rules.delivery import Exact

ACROSS = 6
"""Small charts side by side."""
BIG = 10_000
"""From here on, numbers are written in thousands."""
SMALL_ROW = 190
"""Pixels of a row of small charts."""


def pacing(course: Course, tolerance: Fraction, *, details: bool = False) -> go.Figure:
    """Draw delivered against the cone of what is expected, today hatched, and a fan to where the month will land.

    One point a day of the month, at its end. Without a target there is no cone, without a forecast no fan. ``details``
    adds where the month lands if it goes on as it began, and as the closed months before it went on.
    """
    figure = go.Figure(layout={"template": theme.template()})
    _course(figure, course, tolerance)
    if details:
        _projections(figure, course)
    if course.forecast and _done(course) < len(course.days):
        landing = course.forecast
        figure.add_annotation(
            xref="paper",
            yref="paper",
            x=0.01,
            y=1,
            text=f"lands at <b>{_short(landing.mean)}</b> ({_short(landing.low)}–{_short(landing.high)})",
            showarrow=False,
            xanchor="left",
            yanchor="top",
        )
    mondays = [line.day for line in course.days if line.day.weekday() == 0]
    figure.update_xaxes(
        tickvals=[day.day for day in mondays],
        ticktext=[f"Mon {day.day}" for day in mondays],
        range=[0, len(course.days) + 0.6],
    )
    figure.update_yaxes(tickformat=",", nticks=5)
    return figure


def small(courses: Sequence[Course], tolerance: Fraction) -> go.Figure:
    """Draw the same for every type of lead, small, each on its own scale under its name, glyph and numbers."""
    names = [theme.drawn(words.phrase.called(course.lead_type)) for course in courses]
    across = min(ACROSS, len(courses))
    rows = ceil(len(courses) / across)
    figure = make_subplots(
        rows=rows,
        cols=across,
        subplot_titles=list(map(_titled, names, courses)),
        horizontal_spacing=0.035,
        vertical_spacing=0.24 / rows,
    )
    figure.update_layout(template=theme.template(), height=SMALL_ROW * rows, hovermode="closest")
    for n, (name, course) in enumerate(zip(names, courses, strict=True)):
        _course(figure, course, tolerance, prefix=f"{name} ", row=n // across + 1, col=n % across + 1)
    figure.update_xaxes(showticklabels=False)
    figure.update_yaxes(tickformat=",", nticks=3)
    figure.update_layout(margin={"t": 30})
    figure.update_annotations(font={"size": theme.TEXT_SIZE})
    return figure


def _titled(name: str, course: Course) -> str:
    mark = theme.delivered(course.judged.standing, could_be_chance=course.judged.could_be_chance)
    due = f" / {_short(course.judged.expected)}" if course.judged.expected else ""
    numbers = f"{mark.glyph} {_short(course.judged.delivered)}{due}"
    return f'{name} <span style="color:{theme.COLOURS[mark.colour]}">{numbers}</span>'


def _course(figure: go.Figure, course: Course, tolerance: Fraction, prefix: str = "", **place: int) -> None:
    done, end = _done(course), len(course.days)
    so_far = course.days[done - 1].delivered or 0 if done else 0
    if course.days[-1].expected is not None:
        _cone(figure, course, float(tolerance), prefix, place)
    if course.forecast and done < end:
        _fan(figure, course, done, float(so_far), prefix, place)
    figure.add_scatter(
        name=f"{prefix}Delivered",
        x=[0, *range(1, done + 1)],
        y=[0, *(float(line.delivered or 0) for line in course.days[:done])],
        mode="lines",
        line={"color": theme.MAIN, "width": theme.LINE if prefix else theme.LINE + 1},
        hovertemplate="<b>%{y:,.0f} delivered</b><extra></extra>",
        **place,
    )
    if course.today and done < end:
        _today(figure, course, done, float(so_far), prefix, place)


def _today(figure: go.Figure, course: Course, done: int, so_far: float, prefix: str, place: dict[str, int]) -> None:
    """Draw today's piece hatched on top of everything: a bar would lie under the fan."""
    left, right, top = done + 0.5, done + 1.5, so_far + float(course.today)
    figure.add_scatter(
        name=f"{prefix}Today",
        x=[left, left, right, right, left],
        y=[so_far, top, top, so_far, so_far],
        mode="lines",
        line={"color": theme.MAIN, "width": 1.5},
        fill="toself",
        fillcolor=theme.PAPER,
        fillpattern={"shape": "/", "fgcolor": theme.MAIN, "bgcolor": theme.PAPER, "size": 5, "solidity": 0.4},
        hoveron="fills",
        text=f"{_short(course.today)} today so far",
        hoverinfo="text",
        **place,
    )


def _cone(figure: go.Figure, course: Course, tolerance: float, prefix: str, place: dict[str, int]) -> None:
    ends = [0, *(line.day.day for line in course.days)]
    expected = [0.0, *(float(line.expected or 0) for line in course.days)]
    for name, edge, fill in (("Lower edge", 1 - tolerance, None), ("Range", 1 + tolerance, "tonexty")):
        figure.add_scatter(
            name=f"{prefix}{name}",
            x=ends,
            y=[value * edge for value in expected],
            mode="lines",
            line={"color": theme.COLOURS[theme.GOOD], "width": 1},
            fill=fill,
            fillcolor=theme.BAND,
            hovertemplate="%{y:,.0f} " + ("at most" if fill else "at least") + "<extra></extra>",
            **place,
        )
    figure.add_scatter(
        name=f"{prefix}Expected",
        x=ends,
        y=expected,
        mode="lines",
        line={"color": theme.COLOURS[theme.GOOD], "width": 1 if prefix else 2, "dash": "dash"},
        hovertemplate="%{y:,.0f} expected<extra></extra>",
        **place,
    )


def _fan(figure: go.Figure, course: Course, done: int, so_far: float, prefix: str, place: dict[str, int]) -> None:
    """Open a fan from today to the 80 % interval of the month's end."""
    landing, end = course.forecast, len(course.days)
    if landing is None:
        return
    figure.add_scatter(
        name=f"{prefix}80 % interval",
        x=[done, end, end, done],
        y=[so_far, landing.low, landing.high, so_far],
        mode="lines",
        line={"color": theme.MAIN, "width": 0.7},
        fill="toself",
        fillcolor=theme.MAIN_FAINT,
        opacity=theme.VEIL,
        hoverinfo="skip",
        **place,
    )
    figure.add_scatter(
        name=f"{prefix}Forecast",
        x=[done, end],
        y=[so_far, landing.mean],
        mode="lines",
        line={"color": theme.MAIN, "width": 1 if prefix else 2, "dash": "dot"},
        hovertemplate=f"%{{y:,.0f}} forecast ({_short(landing.low)}–{_short(landing.high)})<extra></extra>",
        **place,
    )


def _projections(figure: go.Figure, course: Course) -> None:
    """Draw thin lines to where the month would end by its own pace, and by that of the months before it."""
    done, end = _done(course), len(course.days)
    so_far = float(course.days[done - 1].delivered or 0) if done else 0
    lines = [("Run rate", course.run_rate, "longdash"), ("As closed months", course.seasonal, "dashdot")]
    higher = max(lines, key=lambda line: line[1] or 0)
    for name, ends, dash in lines:
        if ends is not None and done < end:
            figure.add_scatter(
                name=name,
                x=[done, end],
                y=[so_far, float(ends)],
                mode="lines+text",
                text=["", name],
                textposition="top left" if name == higher[0] else "bottom left",
                line={"color": theme.FAINT, "width": 1.5, "dash": dash},
                hovertemplate=f"%{{y:,.0f}} {name.lower()}<extra></extra>",
            )


def _done(course: Course) -> int:
    return sum(line.delivered is not None for line in course.days)


def _short(value: Exact | float | None) -> str:
    return theme.money(value) if value is not None and float(value) >= BIG else theme.count(value)
