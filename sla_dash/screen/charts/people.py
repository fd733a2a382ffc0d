"""Who keeps the promise more or less often than chance explains, drawn as a funnel."""

from fractions import Fraction

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules.people import People, Person
from sla_dash.screen.charts import strokes
from sla_dash.statistics import limits

POINTS = 80
"""Points along each limit."""


def funnel(found: People, promised: Fraction | None) -> go.Figure:
    """Draw every person's share in time against their decided leads, among the limits of chance.

    Only those whom chance does not explain carry a name; who lies outside for the types of lead alone is hollow.
    """
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    widest = max(10, round(found.most * 1.12))
    lowest = 1.0
    if found.share is not None:
        lowest = _limits(figure, float(found.share), widest)
    if promised is not None:
        figure.add_scatter(
            name="Promised",
            x=[0, widest],
            y=[float(promised)] * 2,
            mode="lines",
            line={"color": theme.INK, "width": 2, "dash": "dot"},
            hovertemplate=f"{theme.share(promised, found.share)} promised<extra></extra>",
        )
        asked, all_persons = theme.share(promised, found.share), theme.share(found.share, promised)
        lines = f"··· promised <b>{asked}</b>   — all persons <b>{all_persons}</b>"
        strokes.above(figure, f"{lines}   curves: what chance explains, 95 % of it and 99.8 %")
    named = [person for person in found.persons if person.named]
    others = [person for person in found.persons if not person.named]
    _points(figure, "Persons", others, theme.MAIN, "circle")
    for person in named:
        mark = theme.placed(person.place)
        symbol = "triangle-up" if mark.glyph == "▲" else "triangle-down"
        _points(figure, _name(person), [person], theme.COLOURS[mark.colour], symbol, text=f"<b>{_name(person)}</b>")
    shown = [float(person.share) for person in found.persons if person.share is not None]
    floor = max(0.0, min([lowest, *shown, float(promised or 1)]) - 0.06)
    figure.update_xaxes(range=[0, widest], title={"text": "leads whose time is up"}, tickformat=",", showspikes=False)
    figure.update_yaxes(range=[floor, 1.02], tickformat=".0%", title={"text": "in time"}, rangemode="normal", nticks=6)
    return figure


def _limits(figure: go.Figure, share: float, widest: int) -> float:
    """Draw the limits, and return how low they lie where persons may be found: at a tenth of the width."""
    first = max(1, widest // 50)
    counts = sorted({first + round((widest - first) * n / POINTS) for n in range(POINTS + 1)})
    for name, tail, dash in (("95 %", limits.TAIL95, "dash"), ("99.8 %", limits.TAIL998, "solid")):
        for edge in (limits.low, limits.high):
            figure.add_scatter(
                name=name,
                x=counts,
                y=[edge(n, share, tail) for n in counts],
                mode="lines",
                line={"color": theme.FAINT, "width": 2, "dash": dash},
                hoverinfo="skip",
            )
    figure.add_scatter(
        name="Everybody",
        x=[0, widest],
        y=[share] * 2,
        mode="lines",
        line={"color": theme.FAINT, "width": 2},
        hovertemplate="all persons<extra></extra>",
    )
    return limits.low(max(1, widest // 10), share, limits.TAIL998)


def _points(figure: go.Figure, name: str, persons: list[Person], colour: str, symbol: str, text: str = "") -> None:
    shown = [(person, float(person.share)) for person in persons if person.share is not None]
    figure.add_scatter(
        name=name,
        x=[person.n for person, _ in shown],
        y=[share for _, share in shown],
        mode="markers+text" if text else "markers",
        text=text or None,
        textposition="middle right",
        marker={
            "size": 13,
            "symbol": symbol,
            "color": [theme.PAPER if person.by_types else colour for person, _ in shown],
            "line": {"color": colour, "width": 2},
        },
        customdata=[[_name(person), person.in_time, person.n] for person, _ in shown],
        hovertemplate="<b>%{customdata[0]}</b> %{customdata[1]:,} of %{customdata[2]:,} in time<extra></extra>",
    )


def _name(person: Person) -> str:
    return theme.drawn(words.phrase.called(person.rep))
