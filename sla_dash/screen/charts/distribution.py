"""Who got how many leads, drawn against the part agreed and what chance makes of it."""

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules.distribution import Distribution, Got, Portion
from sla_dash.screen.charts import strokes
from sla_dash.statistics import limits

MOST = 25
"""Reps that are drawn: those who are farthest from their part."""
ROW, REST = 30, 60
"""Pixels of one rep, and of what is around them."""


def height(found: Distribution) -> int:
    """Return the pixels that the chart takes."""
    return ROW * max(3, len(_shown(found))) + REST


def reps(found: Distribution) -> go.Figure:
    """Draw each rep's leads as a dot, the part agreed as a tick, and around it as a bar what chance makes of it."""
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    shown = _shown(found)
    names = [_name(one) for one in shown]
    due = [float(one.expected) for one in shown]
    figure.add_scatter(
        name="Part agreed",
        mode="markers",
        y=names,
        x=due,
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": theme.INK}},
        error_x=strokes.whiskers(
            due, [_chance(one, found.leads) for one in shown], thickness=9, width=0, colour=theme.GRID
        ),
        hovertemplate="%{x:,.0f} due<extra></extra>",
    )
    for portion in Portion:
        mine = [one for one in shown if one.portion is portion]
        mark = theme.shared_out(portion)
        within = portion is Portion.WITHIN
        colour = theme.MAIN if within else theme.COLOURS[mark.colour]
        figure.add_scatter(
            name=mark.word,
            mode="markers" if within else "markers+text",
            y=[_name(one) for one in mine],
            x=[one.leads for one in mine],
            text=None if within else [f"  <b>{mark.glyph} {one.leads:,}</b>" for one in mine],
            textposition="middle right" if portion is Portion.MORE else "middle left",
            marker=strokes.dots(12, full=True, colour=colour),
            hovertemplate="%{x:,} leads<extra></extra>",
        )
    strokes.above(figure, "● leads   ❘ part agreed, in grey what chance makes of it")
    most = max([*(one.leads for one in shown), *due], default=0) or 1
    figure.update_xaxes(range=[0, most * 1.2], tickformat=",", nticks=6, showspikes=False)
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=names,
        autorange="reversed",
        ticklabelstandoff=6,
        rangemode="normal",
        showgrid=False,
    )
    return figure


def _shown(found: Distribution) -> list[Got]:
    farthest = sorted(found.reps, key=lambda one: (one.portion is Portion.WITHIN, -abs(one.leads - one.expected)))
    return sorted(farthest[:MOST], key=lambda one: one.rep)


def _chance(one: Got, of: int) -> tuple[float, float]:
    """Return the leads between which chance explains a number."""
    part, due = float(one.part), float(one.expected)
    return min(due, of * limits.low(of, part, limits.TAIL998)), max(due, of * limits.high(of, part, limits.TAIL998))


def _name(one: Got) -> str:
    return theme.drawn(words.phrase.called(one.rep))
