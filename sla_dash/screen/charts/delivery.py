"""Delivery drawn against its range."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor, log10

import plotly.graph_objects as go

from sla_dash import theme
from sla_dash.board import Course
from sla_dash.rules.delivery import Exact

BIG = 10_000
"""From here on, numbers are written in thousands."""
MOST_STEPS = 5
HEADROOM = 1.04
"""The height of the plot over its highest number."""
LINE_APART = 0.065
"""How far apart two lines of text beside the plot are, of its height."""


def pacing(course: Course, tolerance: Fraction, counted: str, *, details: bool = False) -> go.Figure:
    """Draw delivered against the cone of what is due, today hatched, and a fan to where the month will land.

    One point a day of the month, at its end. Without a target there is no cone, without a forecast no fan. ``counted``
    names what the height is. ``details`` adds where the month lands if it goes on as it began, and as the closed months
    before it went on. The ends of lines are named beside the plot.
    """
    figure = go.Figure(layout={"template": theme.template()})
    _course(figure, course, tolerance)
    if details:
        _projections(figure, course)
    ends = list(_ends(course, tolerance, details=details))
    high = [course.forecast.high if course.forecast else 0.0, *(float(day.delivered or 0) for day in course.days)]
    top = HEADROOM * max(1.0, *(value for value, _, _ in ends), *high)
    for at, (_, text, colour) in zip(_apart([end[0] for end in ends], top * LINE_APART, top), ends, strict=True):
        figure.add_annotation(
            x=len(course.days),
            y=at,
            text=text,
            font_color=colour,
            showarrow=False,
            xanchor="left",
            yanchor="middle",
            xshift=8,
        )
    figure.update_layout(margin_r=theme.room(re.sub("<[^>]*>", "", text) for _, text, _ in ends)["l"] if ends else 8)
    mondays = [line.day for line in course.days if line.day.weekday() == 0]
    figure.update_xaxes(
        tickvals=[day.day for day in mondays],
        ticktext=[f"Mon {day.day} {day:%b}" for day in mondays],
        range=[0, len(course.days) + 0.1],
    )
    ticks = _ticks(top)
    figure.update_yaxes(
        tickvals=ticks, ticktext=list(map(_short, ticks)), range=[0, top], title_text=theme.drawn(counted)
    )
    return figure


def _ticks(top: float) -> list[float]:
    """Return round whole numbers from 0 up to a number, at most six of them."""
    power = 10 ** max(0, floor(log10(top / MOST_STEPS)))
    step = next(one * power for one in (1, 2, 5, 10) if one * power * MOST_STEPS >= top)
    return [step * n for n in range(MOST_STEPS + 1) if step * n <= top]


def _ends(course: Course, tolerance: Fraction, *, details: bool) -> Iterator[tuple[float, str, str]]:
    """Yield where lines end at the month's end, what is written beside them, and in which colour."""
    due, landing, goes_on = course.days[-1].expected, course.forecast, _done(course) < len(course.days)
    green = theme.COLOURS[theme.GOOD]
    if due:
        yield float(due * (1 + tolerance)), f"at most {_short(due * (1 + tolerance))}", green
        yield float(due), f"promised {_short(due)}", green
        yield float(due * (1 - tolerance)), f"at least {_short(due * (1 - tolerance))}", green
    if not goes_on:
        ended = course.days[-1].delivered or 0
        yield float(ended), f"<b>ended at {_short(ended)}</b>", theme.MAIN
    elif landing:
        yield landing.mean, f"<b>ends near {_short(landing.mean)}</b>", theme.MAIN
    if details and goes_on:
        for name, value, _ in _ways(course):
            if value is not None:
                yield float(value), f"{name} {_short(value)}", theme.FAINT


def _apart(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Move values within 0 and ``top`` as little as leaves each ``gap`` from the next; their order stays."""
    order = sorted(range(len(values)), key=lambda n: values[n])
    groups: list[list[int]] = []
    placed = list(values)
    for n in order:
        groups.append([n])
        while len(groups) > 1 and placed[groups[-1][0]] - placed[groups[-2][-1]] < gap:
            joined = groups.pop(-2) + groups.pop()
            middle = sum(values[one] for one in joined) / len(joined)
            tall = gap * (len(joined) - 1)
            lowest = max(0.0, min(middle - tall / 2, top - tall))
            for place, one in enumerate(joined):
                placed[one] = lowest + gap * place
            groups.append(joined)
    return placed


def _course(figure: go.Figure, course: Course, tolerance: Fraction) -> None:
    done, end = _done(course), len(course.days)
    so_far = course.days[done - 1].delivered or 0 if done else 0
    if course.days[-1].expected is not None:
        _cone(figure, course, float(tolerance))
    if course.forecast and done < end:
        _fan(figure, course, done, float(so_far))
    figure.add_scatter(
        name="Delivered",
        x=[0, *range(1, done + 1)],
        y=[0, *(float(line.delivered or 0) for line in course.days[:done])],
        mode="lines",
        line={"color": theme.MAIN, "width": theme.LINE + 1},
        hovertemplate="<b>%{y:,.0f} delivered</b><extra></extra>",
    )
    if course.today and done < end:
        _today(figure, course, done, float(so_far))


def _today(figure: go.Figure, course: Course, done: int, so_far: float) -> None:
    """Draw today's piece hatched on top of everything: a bar would lie under the fan."""
    left, right, top = done + 0.5, done + 1.5, so_far + float(course.today)
    figure.add_scatter(
        name="Today",
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
    )


def _cone(figure: go.Figure, course: Course, tolerance: float) -> None:
    ends = [0, *(line.day.day for line in course.days)]
    expected = [0.0, *(float(line.expected or 0) for line in course.days)]
    for name, edge, fill in (("Lower edge", 1 - tolerance, None), ("Range", 1 + tolerance, "tonexty")):
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
        hovertemplate="%{y:,.0f} due<extra></extra>",
    )


def _fan(figure: go.Figure, course: Course, done: int, so_far: float) -> None:
    """Open a fan from today to the 80 % interval of the month's end."""
    landing, end = course.forecast, len(course.days)
    if landing is None:
        return
    figure.add_scatter(
        name="80 % interval",
        x=[done, end, end, done],
        y=[so_far, landing.low, landing.high, so_far],
        mode="lines",
        line={"color": theme.MAIN, "width": 0.7},
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
        hovertemplate=f"%{{y:,.0f}} forecast ({_short(landing.low)}–{_short(landing.high)})<extra></extra>",
    )


def _projections(figure: go.Figure, course: Course) -> None:
    """Draw thin lines to where the month would end by its own pace, and by that of the months before it."""
    done, end = _done(course), len(course.days)
    so_far = float(course.days[done - 1].delivered or 0) if done else 0
    for name, ends, dash in _ways(course):
        if ends is not None and done < end:
            figure.add_scatter(
                name=name.capitalize(),
                x=[done, end],
                y=[so_far, float(ends)],
                mode="lines",
                line={"color": theme.FAINT, "width": 1.5, "dash": dash},
                hovertemplate=f"%{{y:,.0f}} {name}<extra></extra>",
            )


def _ways(course: Course) -> tuple[tuple[str, Fraction | None, str], ...]:
    """Return the ways in which the month may go on, where it ends by each, and the dashes that show it."""
    return ("as it began", course.run_rate, "longdash"), ("as closed months", course.seasonal, "dashdot")


def _done(course: Course) -> int:
    return sum(line.delivered is not None for line in course.days)


def _short(value: Exact | float | None) -> str:
    return theme.money(value) if value is not None and float(value) >= BIG else theme.count(value)
