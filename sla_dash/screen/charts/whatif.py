"""A scenario drawn: its ladder beside the one signed, and what each rate's uncertainty does to the leads.

Written as Plotly reads it, because sliders have it drawn anew at every step.
"""

from collections.abc import Sequence
from typing import Any

from sla_dash import theme, words
from sla_dash.rules.whatif import Bar, Need

SHOWN = 3
"""Bars of the tornado, the widest."""
THICK, ASIDE = 0.3, 0.02
"""Of a row the part that is a bar, and of what the bars span the part that is left free beside them."""


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

    What a bar says stands above it, leads first, in two lines, as a phone has no room for one; the line over it is the
    scenario. A bar that lies to one side of its line belongs to a rate that its own leads speak against.
    """
    shown = list(reversed(bars[:SHOWN]))
    texts = [f"<b>{words.whatif.between(bar)}</b><br>{theme.drawn(words.whatif.bar(bar))}" for bar in shown]
    title = {"text": "leads, 9 times in 10, by each rate; ┃ this scenario", "standoff": 6}
    xaxis: dict[str, Any] = {"automargin": False, "tickformat": ",", "nticks": 5, "tickangle": 0}
    xaxis["title"] = title | {"font": {"size": theme.TEXT_SIZE}}
    if shown:
        edges = [shown[0].base, *(bar.fewest for bar in shown), *(bar.most for bar in shown)]
        aside = ((max(edges) - min(edges)) or 1) * ASIDE
        xaxis["range"] = [min(edges) - aside, max(edges) + aside]
    return {
        "data": [
            {
                "type": "bar",
                "name": "Leads needed",
                "orientation": "h",
                "y": [n - THICK / 2 for n in range(len(shown))],
                "x": [bar.width for bar in shown],
                "base": [bar.fewest for bar in shown],
                "width": THICK,
                "marker": {"color": theme.MAIN},
                "customdata": texts,
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        ],
        "layout": {
            "template": theme.template(),
            "hovermode": "closest",
            "xaxis": xaxis,
            "yaxis": {
                "automargin": False,
                "showticklabels": False,
                "showgrid": False,
                "range": [-0.4, len(shown) - 0.3],
            },
            "margin": theme.room([]) | {"b": 46},
            "shapes": [_line(n, bar.base) for n, bar in enumerate(shown)],
            "annotations": [_above(n, text) for n, text in enumerate(texts)],
        },
    }


def _line(n: int, base: float) -> dict[str, Any]:
    ends = {"x0": base, "x1": base, "y0": n - THICK - 0.04, "y1": n + 0.04}
    return {"type": "line", "line": {"color": theme.INK, "width": theme.LINE}, **ends}


def _above(n: int, text: str) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": n, "yanchor": "bottom", "borderpad": 0}
    return place | {"text": text, "align": "left", "showarrow": False}
