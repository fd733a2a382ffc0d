"""The plan drawn: leads by month, and the revenue that follows them against the quota.

Written as Plotly reads it, because sliders have it drawn anew at every step.
"""

from typing import Any

from sla_dash import theme
from sla_dash.rules.plan import TypePlan


def leads(total: TypePlan) -> dict[str, Any]:
    """Draw the leads to hand over in each month."""
    return {
        "data": [_leads(total)],
        "layout": {
            "template": theme.template(),
            "hovermode": "closest",
            "margin": theme.room([], top=24),
            "bargap": 0.35,
            "xaxis": {"automargin": False},
            "yaxis": {"automargin": False, "showticklabels": False, "showgrid": False},
        },
    }


def revenue(total: TypePlan) -> dict[str, Any]:
    """Draw the revenue that is expected in each month against the quota, a mark a month.

    Revenue from leads handed over before the plan is hatched; a month that falls short has a word over it.
    """
    return {
        "data": [*_revenue(total), _quota(total), _short(total)],
        "layout": {
            "template": theme.template(),
            "barmode": "stack",
            "hovermode": "closest",
            "margin": theme.room(["000.00M"], top=30),
            "bargap": 0.35,
            "xaxis": {"automargin": False},
            "yaxis": {"automargin": False, "tickformat": "~s", "nticks": 4},
        },
    }


def _names(total: TypePlan) -> list[str]:
    return [f"{month.month:%b %y}" for month in total.months]


def _leads(total: TypePlan) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": "Leads",
        "x": _names(total),
        "y": [month.leads for month in total.months],
        "text": [f"<b>{month.leads:,}</b>" for month in total.months],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": theme.MAIN},
        "hovertemplate": "%{x}: %{y:,} leads<extra></extra>",
    }


def _revenue(total: TypePlan) -> list[dict[str, Any]]:
    parts = (
        ("In the pipe", [month.in_pipe for month in total.months], theme.MAIN_FAINT, "/"),
        ("From the plan", [month.expected for month in total.months], theme.MAIN, ""),
    )
    return [
        {
            "type": "bar",
            "name": label,
            "x": _names(total),
            "y": [float(amount) for amount in amounts],
            "marker": {
                "color": colour,
                "line": {"color": theme.MAIN, "width": 1},
                "pattern": {"shape": shape, "fgcolor": theme.MAIN, "size": 6},
            },
            "hovertemplate": f"%{{x}}: %{{y:,.0f}} {label.lower()}<extra></extra>",
        }
        for label, amounts, colour, shape in parts
    ]


def _quota(total: TypePlan) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": "Quota",
        "x": _names(total),
        "y": [float(month.quota) for month in total.months],
        "mode": "markers",
        "marker": {"symbol": "line-ew", "size": 34, "line": {"width": 4, "color": theme.INK}},
        "hovertemplate": "%{x}: %{y:,.0f} wanted<extra></extra>",
    }


def _short(total: TypePlan) -> dict[str, Any]:
    short = total.short
    return {
        "type": "scatter",
        "name": "Short",
        "x": [f"{month.month:%b %y}" for month in short],
        "y": [float(month.quota) for month in short],
        "mode": "text",
        "text": ["<b>▼ short</b>"] * len(short),
        "textposition": "top center",
        "textfont": {"color": theme.COLOURS[theme.BAD]},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
