"""The plan in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.rules.plan import TypePlan
from sla_dash.rules.whatif import STAGES as ORDER
from sla_dash.rules.whatif import Basis, Scenario
from sla_dash.words.phrase import Headline, called
from sla_dash.words.whatif import STAGES

RATES = {
    Basis.SIGNED: "at the rates signed",
    Basis.FOUND: "at the rates of the evidence",
    Basis.MOVED: "with a scenario's numbers",
}


def promise(total: TypePlan, stream: str, basis: Basis) -> str:
    """Say how many leads the plan asks for, and by which rates."""
    months = theme.months([month.month for month in total.months])
    return f"{called(stream)} needs {theme.counted(total.leads, 'lead')} in {months} {RATES[basis]}"


def assumed(scenario: Scenario) -> list[str]:
    """Say by which order value, share and rates the leads of each type become revenue."""
    return [
        f"{called(one.lead_type)}: order value {theme.count(one.order_value or scenario.order_value)}, "
        f"share of the quota {theme.fine_share(scenario.part(one) / scenario.quota if scenario.quota else None)}, "
        + ", ".join(f"{STAGES[stage]} {theme.fine_share(rate)}" for stage, rate in zip(ORDER, one.rates, strict=True))
        for one in scenario.choices
    ]


def headlines(total: TypePlan, currency: str | None) -> list[Headline]:
    """Say what is wanted, what is in the pipe, and which months fall short."""
    quota, pipe, revenue = (
        sum(getattr(month, name) for month in total.months) for name in ("quota", "in_pipe", "revenue")
    )
    short, unit = len(total.short), f", {currency}" if currency else ""
    mark = theme.Mark("●", "No month falls short", theme.GOOD)
    if short:
        mark = theme.Mark("▼", f"{theme.counted(short, 'month')} short by more than 10 %", theme.BAD)
    return [
        Headline(f"New revenue wanted{unit}", theme.money(quota), theme.Mark("●", "with season and ramp", theme.QUIET)),
        Headline(
            "In the pipe already",
            theme.money(pipe),
            theme.Mark("●", f"{theme.share(pipe / quota if quota else None)} of it", theme.QUIET),
        ),
        Headline("Expected with the plan", theme.money(revenue), mark),
    ]


def short(total: TypePlan) -> str:
    """Name the months that fall short, and why no lead of the plan can help them."""
    if not total.short:
        return "Every month reaches nine tenths of its quota or more."
    named = ", ".join(
        f"{theme.strong(f'{month.month:%b %Y}')} by {theme.share(1 - month.revenue / month.quota)}"
        for month in total.short
    )
    return (
        f"{theme.coloured('▼', theme.BAD)} Short: {named}. The leads that would have brought this revenue had to be "
        "handed over before the plan begins; the plan does not pile it onto its first months."
    )


def drawn(total: TypePlan) -> str:
    """Say what the picture shows, for those who do not see it."""
    return "; ".join(
        f"{month.month:%b %Y}: {month.leads:,} leads, {theme.money(month.revenue)} of {theme.money(month.quota)}"
        for month in total.months
    )


def counted(plans: Sequence[TypePlan]) -> list[str]:
    """Say how many leads each type is to bring, and that the months sum."""
    return [f"{called(one.lead_type, 'all')}: {one.leads:,} leads, rounded so that the months sum" for one in plans]


def targets(one: TypePlan) -> str:
    """Write the months of a type as the targets of a version of the agreement."""
    months = ", ".join(f'"{month.month:%Y-%m}" = {month.leads}' for month in one.months)
    return f"targets = {{ {months} }}"
