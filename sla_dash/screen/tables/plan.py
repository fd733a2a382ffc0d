"""The plan as a table."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.rules.plan import TypePlan
from sla_dash.screen.sheet import Row, Table

Cells = list[list[object]]


def months(plans: Sequence[TypePlan]) -> Table:
    """Lay out the plan month by month, its sum last; the last of ``plans`` is all types together."""
    total = plans[-1]
    rows: list[Row] = []
    for n, month in enumerate(total.months):
        rows.append(
            {
                "Month": f"{month.month:%b %Y}",
                "Quota": theme.money(month.quota),
                "In the pipe": theme.money(month.in_pipe),
                **{str(one.lead_type): theme.count(one.months[n].leads) for one in plans[:-1]},
                "Leads": theme.count(month.leads),
                "Revenue expected": theme.money(month.revenue),
                "Standing": theme.Mark("▼", "Short", theme.BAD)
                if month.short
                else theme.Mark("●", "Reached", theme.GOOD),
            }
        )
    rows.append(
        {
            "Month": "all",
            "Quota": theme.money(sum(month.quota for month in total.months)),
            "In the pipe": theme.money(sum(month.in_pipe for month in total.months)),
            **{str(one.lead_type): theme.count(one.leads) for one in plans[:-1]},
            "Leads": theme.count(total.leads),
            "Revenue expected": theme.money(sum(month.revenue for month in total.months)),
            "Standing": theme.ABSENT,
        }
    )
    return rows


def cells(plans: Sequence[TypePlan]) -> tuple[list[str], Cells]:
    """Return the plan as plain numbers under their names, a row for each type and month."""
    names = ["lead_type", "month", "quota", "in_pipe", "leads", "revenue_expected", "short"]
    rows: Cells = [
        [
            one.lead_type or "all",
            f"{month.month:%Y-%m}",
            round(float(month.quota), 2),
            round(float(month.in_pipe), 2),
            month.leads,
            round(float(month.revenue), 2),
            month.short,
        ]
        for one in plans
        for month in one.months
    ]
    return names, rows
