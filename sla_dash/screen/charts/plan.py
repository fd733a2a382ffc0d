"""The plan drawn: leads by month, and the revenue that follows them against the quota."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sla_dash import theme
from sla_dash.rules.plan import Month, TypePlan


def months(total: TypePlan) -> go.Figure:
    """Draw the leads of each month above, and below the revenue that is expected against the quota, a mark a month.

    Revenue from leads handed over before the plan is hatched; a month that falls short has a word over it.
    """
    figure = make_subplots(
        rows=2,
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.14,
        subplot_titles=["Leads to hand over", "Revenue expected, hatched what is in the pipe already"],
    )
    _leads(figure, total.months)
    _revenue(figure, total.months)
    _quota(figure, total)
    figure.update_layout(template=theme.template(), barmode="stack", hovermode="closest", margin={"t": 40}, bargap=0.35)
    figure.update_yaxes(tickformat="~s", nticks=4)
    figure.update_yaxes(showticklabels=False, row=1, col=1)
    return figure


def _leads(figure: go.Figure, months: Sequence[Month]) -> None:
    figure.add_bar(
        name="Leads",
        x=_names(months),
        y=[month.leads for month in months],
        text=[f"<b>{month.leads:,}</b>" for month in months],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.MAIN},
        hovertemplate="%{x}: %{y:,} leads<extra></extra>",
        row=1,
        col=1,
    )


def _revenue(figure: go.Figure, months: Sequence[Month]) -> None:
    for label, amounts, colour, shape in (
        ("In the pipe", [month.in_pipe for month in months], theme.MAIN_FAINT, "/"),
        ("From the plan", [month.expected for month in months], theme.MAIN, ""),
    ):
        figure.add_bar(
            name=label,
            x=_names(months),
            y=[float(amount) for amount in amounts],
            marker={
                "color": colour,
                "line": {"color": theme.MAIN, "width": 1},
                "pattern": {"shape": shape, "fgcolor": theme.MAIN, "size": 6},
            },
            hovertemplate=f"%{{x}}: %{{y:,.0f}} {label.lower()}<extra></extra>",
            row=2,
            col=1,
        )


def _quota(figure: go.Figure, total: TypePlan) -> None:
    figure.add_scatter(
        name="Quota",
        x=_names(total.months),
        y=[float(month.quota) for month in total.months],
        mode="markers",
        marker={"symbol": "line-ew", "size": 34, "line": {"width": 4, "color": theme.INK}},
        hovertemplate="%{x}: %{y:,.0f} wanted<extra></extra>",
        row=2,
        col=1,
    )
    figure.add_scatter(
        name="Short",
        x=_names(total.short),
        y=[float(month.quota) for month in total.short],
        mode="text",
        text=["<b>▼ short</b>"] * len(total.short),
        textposition="top center",
        textfont={"color": theme.COLOURS[theme.BAD]},
        cliponaxis=False,
        hoverinfo="skip",
        row=2,
        col=1,
    )


def _names(months: Sequence[Month]) -> list[str]:
    return [f"{month.month:%b %y}" for month in months]
