"""A scenario drawn: its ladder beside the one signed, and what each rate's uncertainty does to the leads.

Written as Plotly reads it, because sliders have it drawn anew at every step.
"""

from collections.abc import Sequence
from typing import Any

from sla_dash import theme, words
from sla_dash.rules.whatif import Bar, Need

SHOWN = 6
"""Bars of the tornado, the widest."""


def ladder(total: Need, signed: Need) -> dict[str, Any]:
    """Draw the leads, SQLs, opportunities and deals of a scenario as a funnel, beside those signed."""
    names = list(reversed(words.whatif.STEPS))
    traces = []
    for label, need, colour, ink in (
        ("This scenario", total, theme.MAIN, theme.PAPER),
        ("Signed", signed, theme.MAIN_FAINT, theme.INK),
    ):
        steps = list(reversed(need.ladder))
        traces.append(
            {
                "type": "funnel",
                "name": label,
                "y": names,
                "x": [float(n) for n in steps],
                "text": [f"<b>{words.whatif.step(n)}</b> {'' if need is total else 'signed'}" for n in steps],
                "textinfo": "text",
                "textposition": "auto",
                "textfont": {"size": theme.TEXT_SIZE + (5 if need is total else 0)},
                "insidetextfont": {"color": ink},
                "outsidetextfont": {"color": theme.INK},
                "marker": {"color": colour, "line": {"color": theme.MAIN, "width": 1}},
                "connector": {"visible": False},
                "hovertemplate": f"%{{y}}: %{{x:,}} ({label.lower()})<extra></extra>",
            }
        )
    return {"data": traces, "layout": {"template": theme.template(), "hovermode": "closest", "funnelmode": "group"}}


def tornado(bars: Sequence[Bar]) -> dict[str, Any]:
    """Draw between how many leads the need lies when one rate alone moves over its own 90 % interval.

    The dashed line is the scenario; a bar that lies to one side of it belongs to a rate that evidence contradicts.
    """
    shown = list(reversed(bars[:SHOWN]))
    names = [theme.drawn(words.whatif.bar(bar)).replace(", ", "<br>") for bar in shown]
    xaxis: dict[str, Any] = {"automargin": False, "tickformat": ",", "nticks": 4, "tickangle": 0}
    shapes = []
    if shown:
        line = {"color": theme.FAINT, "width": 2, "dash": "dash"}
        ends = {"x0": shown[0].base, "x1": shown[0].base, "y0": 0, "y1": 1, "yref": "y domain"}
        shapes.append({"type": "line", "line": line, "layer": "below", **ends})
        edges = [shown[0].base, *(bar.swing.fewest for bar in shown), *(bar.swing.most for bar in shown)]
        room = (max(edges) - min(edges)) * 0.55
        xaxis["range"] = [min(edges) - room, max(edges) + room]
    return {
        "data": [
            {
                "type": "bar",
                "name": "Leads needed",
                "orientation": "h",
                "y": names,
                "x": [bar.width for bar in shown],
                "base": [bar.swing.fewest for bar in shown],
                "width": 0.45,
                "marker": {"color": theme.MAIN},
                "hovertemplate": "%{y}<extra></extra>",
            },
            _ends("Fewest", "middle left", names, [bar.swing.fewest for bar in shown]),
            _ends("Most", "middle right", names, [bar.swing.most for bar in shown]),
        ],
        "layout": {
            "template": theme.template(),
            "hovermode": "closest",
            "xaxis": xaxis,
            "yaxis": {"automargin": False, "rangemode": "normal", "ticklabelstandoff": 6},
            "margin": theme.room(names),
            "shapes": shapes,
        },
    }


def _ends(name: str, side: str, names: list[str], ends: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "x": ends,
        "y": names,
        "mode": "text",
        "text": [f"<b>{end:,.0f}</b>" for end in ends],
        "textposition": side,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
