"""A scenario drawn: its ladder beside the one signed, and what each rate's uncertainty does to the leads."""

from collections.abc import Sequence

import plotly.graph_objects as go

from sla_dash import theme, words
from sla_dash.rules.whatif import Bar, Need

SHOWN = 6
"""Bars of the tornado, the widest."""


def ladder(total: Need, signed: Need) -> go.Figure:
    """Draw the leads, SQLs, opportunities and deals of a scenario as a funnel, beside those signed."""
    names = list(reversed(words.whatif.STEPS))
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest", "funnelmode": "group"})
    for label, need, colour, ink in (
        ("This scenario", total, theme.MAIN, theme.PAPER),
        ("Signed", signed, theme.MAIN_FAINT, theme.INK),
    ):
        steps = list(reversed(need.ladder))
        figure.add_funnel(
            name=label,
            y=names,
            x=steps,
            text=[f"<b>{n:,}</b> {'' if need is total else 'signed'}" for n in steps],
            textinfo="text",
            textposition="auto",
            textfont={"size": theme.TEXT_SIZE + (5 if need is total else 0)},
            insidetextfont={"color": ink},
            outsidetextfont={"color": theme.INK},
            marker={"color": colour, "line": {"color": theme.MAIN, "width": 1}},
            connector={"visible": False},
            hovertemplate=f"%{{y}}: %{{x:,}} ({label.lower()})<extra></extra>",
        )
    return figure


def tornado(bars: Sequence[Bar]) -> go.Figure:
    """Draw between how many leads the need lies when one rate alone moves over its own 90 % interval.

    The dashed line is the scenario; a bar that lies to one side of it belongs to a rate that evidence contradicts.
    """
    shown = list(reversed(bars[:SHOWN]))
    figure = go.Figure(layout={"template": theme.template(), "hovermode": "closest"})
    names = [words.whatif.bar(bar).replace(", ", "<br>") for bar in shown]
    figure.add_bar(
        name="Leads needed",
        orientation="h",
        y=names,
        x=[bar.width for bar in shown],
        base=[bar.swing.fewest for bar in shown],
        width=0.45,
        marker={"color": theme.MAIN},
        hovertemplate="%{y}<extra></extra>",
    )
    for name, side, ends in (
        ("Fewest", "middle left", [bar.swing.fewest for bar in shown]),
        ("Most", "middle right", [bar.swing.most for bar in shown]),
    ):
        figure.add_scatter(
            name=name,
            x=ends,
            y=names,
            mode="text",
            text=[f"<b>{end:,.0f}</b>" for end in ends],
            textposition=side,
            cliponaxis=False,
            hoverinfo="skip",
        )
    if shown:
        figure.add_vline(x=shown[0].base, line={"color": theme.FAINT, "width": 2, "dash": "dash"}, layer="below")
        edges = [shown[0].base, *(bar.swing.fewest for bar in shown), *(bar.swing.most for bar in shown)]
        room = (max(edges) - min(edges)) * 0.4
        figure.update_xaxes(range=[min(edges) - room, max(edges) + room])
    figure.update_xaxes(tickformat=",", nticks=4, tickangle=0)
    figure.update_yaxes(rangemode="normal")
    return figure
