"""The plan drawn: leads by month, and the revenue that follows them against the quota."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sla_dash import theme
from sla_dash.rules.plan import TypePlan


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
    names = [f"{month.month:%b %y}" for month in total.months]
    figure.add_bar(
        name="Leads",
        x=names,
        y=[month.leads for month in total.months],
        text=[f"<b>{month.leads:,}</b>" for month in total.months],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.MAIN},
        hovertemplate="%{x}: %{y:,} leads<extra></extra>",
        row=1,
        col=1,
    )
    for label, amounts, colour, shape in (
        ("In the pipe", [month.in_pipe for month in total.months], theme.MAIN_FAINT, "/"),
        ("From the plan", [month.expected for month in total.months], theme.MAIN, ""),
    ):
        figure.add_bar(
            name=label,
            x=names,
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
    figure.add_scatter(
        name="Quota",
        x=names,
        y=[float(month.quota) for month in total.months],
        mode="markers",
        marker={"symbol": "line-ew", "size": 34, "line": {"width": 4, "color": theme.INK}},
        hovertemplate="%{x}: %{y:,.0f} wanted<extra></extra>",
        row=2,
        col=1,
    )
    short = total.short
    figure.add_scatter(
        name="Short",
        x=[f"{month.month:%b %y}" for month in short],
        y=[float(month.quota) for month in short],
        mode="text",
        text=["<b>▼ short</b>"] * len(short),
        textposition="top center",
        textfont={"color": theme.COLOURS[theme.BAD]},
        cliponaxis=False,
        hoverinfo="skip",
        row=2,
        col=1,
    )
    figure.update_layout(template=theme.template(), barmode="stack", hovermode="closest", margin={"t": 40}, bargap=0.35)
    figure.update_yaxes(tickformat="~s", nticks=4)
    figure.update_yaxes(showticklabels=False, row=1, col=1)
    return figure
