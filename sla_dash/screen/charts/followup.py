"""Follow-up drawn: milestones by week, and attempts until a lead was reached or given up."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.records.queries.followup import AttemptCount, WeekCount
from sla_dash.screen.charts import strokes

GUTTER = 0.05
"""Between the small charts, of the whole width."""


def by_week(rows: Sequence[WeekCount], weeks: Sequence[date]) -> go.Figure:
    """Draw the share met by week of clock start with its interval, one small chart a milestone.

    A week in which some milestones may still be decided is hollow; one with fewer than ten decided is small and grey,
    and says its counts alone.
    """
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    kinds = list(dict.fromkeys((row.count.day, row.count.attempts) for row in rows))
    width = (1 + GUTTER) / max(1, len(kinds)) - GUTTER
    for n, (day, attempts) in enumerate(kinds):
        left = n * (width + GUTTER)
        own = [row for row in rows if (row.count.day, row.count.attempts) == (day, attempts)]
        shown = [row for row in own if row.count.decided]
        name = f"{attempts} by day {day}"
        axis = "" if n == 0 else str(n + 1)
        _shares(figure, name, shown, axis)
        strokes.above(figure, f"<b>{name}</b>", left)
        marks = weeks[::4]
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": [left, left + width],
                    "anchor": f"y{axis}",
                    "range": [weeks[0].toordinal() - 4, weeks[-1].toordinal() + 4],
                    "tickvals": [week.toordinal() for week in marks],
                    "ticktext": [f"{week.day} {week:%b}" for week in marks],
                    "showgrid": False,
                },
                f"yaxis{axis}": {
                    "anchor": f"x{axis}",
                    "range": [0, 1.03],
                    "tickformat": ".0%",
                    "tickvals": [0, 0.25, 0.5, 0.75, 1],
                    "showticklabels": n == 0,
                },
            }
        )
    return figure


def _shares(figure: go.Figure, name: str, shown: Sequence[WeekCount], axis: str) -> None:
    shares = [float(row.count.share or 0) for row in shown]
    intervals = [row.count.interval or (0.0, 1.0) for row in shown]
    colours = [theme.MAIN if row.count.decided >= theme.ENOUGH_EVENTS else theme.FAINT for row in shown]
    figure.add_scatter(
        name=name,
        x=[row.week.toordinal() for row in shown],
        y=shares,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        mode="lines+markers",
        line={"color": theme.MAIN_FAINT, "width": theme.LINE},
        cliponaxis=False,
        marker={
            "opacity": 1,
            "size": [13 if row.count.decided >= theme.ENOUGH_EVENTS else 8 for row in shown],
            "color": [theme.PAPER if row.count.open else colour for row, colour in zip(shown, colours, strict=True)],
            "line": {"color": colours, "width": theme.LINE},
        },
        error_y=strokes.whiskers(shares, intervals, colour=theme.FAINT, thickness=2, width=4),
        text=[
            f"week of {row.week.day} {row.week:%b}<br>{words.followup.share(row.count)} met"
            + (f"<br>{row.count.open:,} still open" if row.count.open else "")
            for row in shown
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def attempts(rows: Sequence[AttemptCount], most: int) -> go.Figure:
    """Draw how many leads got how many attempts until they were reached, or were not."""
    figure = go.Figure(layout={"template": theme.template(), "barmode": "stack", "bargap": 0.25, "showlegend": True})
    places = list(range(most + 1))
    for reached, name in ((True, "Reached"), (False, "Not reached")):
        leads = {row.made: row.leads for row in rows if row.reached is reached}
        figure.add_bar(
            name=name,
            x=places,
            y=[leads.get(made, 0) for made in places],
            marker={"color": theme.MAIN, "line": {"color": theme.MAIN, "width": 1}}
            if reached
            else {
                "color": theme.PAPER,
                "line": {"color": theme.INK, "width": 1.5},
                "pattern": {"shape": "/", "fgcolor": theme.INK, "size": 6},
            },
            hovertemplate=f"%{{y:,}} {name.lower()}<extra></extra>",
        )
    figure.update_xaxes(
        tickvals=places,
        ticktext=[f"{made}+" if made == most else f"{made}" for made in places],
        title={"text": "attempts"},
    )
    figure.update_yaxes(tickformat=",", nticks=5)
    figure.update_layout(legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"})
    return figure
