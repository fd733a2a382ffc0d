"""The plan in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.rules.plan import Outlook, TypePlan
from sla_dash.rules.whatif import STAGES as ORDER
from sla_dash.rules.whatif import Basis, Need, Scenario
from sla_dash.words.phrase import Headline, called
from sla_dash.words.whatif import STAGES

RATES = {
    Basis.SIGNED: "at the rates signed",
    Basis.FOUND: "at the rates that the records show",
    Basis.MOVED: "with the numbers that were moved",
}

NAMED = 2
"""Months that are called by their name."""


def promise(total: TypePlan, stream: str, basis: Basis) -> str:
    """Say how many leads the plan asks for, and by which rates."""
    months = theme.months([month.month for month in total.months])
    return f"{called(stream)} needs {theme.counted(total.leads, 'lead')} in {months} {RATES[basis]}"


def verdict(total: TypePlan, stream: str, basis: Basis) -> str:
    """Say what the plan asks for, and whether its revenue will be there."""
    return f"{promise(total, stream, basis)}; {_falling_short(total)}"


def handed_over(total: TypePlan) -> str:
    """Say how many leads the months ask for."""
    counts = [month.leads for month in total.months]
    if min(counts) == max(counts):
        return f"Hand over {theme.counted(counts[0], 'lead')} every month"
    first = total.months[0]
    return f"Hand over {first.leads:,} leads in {first.month:%b %Y}, then up to {max(counts):,} a month"


def to_do(total: TypePlan, signed: int, scenario: Scenario, need: Need) -> list[str]:
    """Say which months ask for more leads than the ``signed`` ones of this month, and which fall short.

    ``need`` is what a month of the whole quota of the scenario asks for.
    """
    above = [month for month in total.months if month.leads > signed]
    line = f"The {theme.counted(signed, 'lead')} a month that are signed now are enough for every month on average"
    if above:
        most = max(month.leads for month in above)
        line = (
            f"From {above[0].month:%b %Y} hand over up to {theme.strong(f'{most - signed:,} more')} leads a month than "
            f"the {signed:,} signed now: that is enough on average"
        )
    sure = theme.share(scenario.confidence)
    line = f"{line}; to be {sure} sure of a whole quota takes {need.confident:,}, not {need.leads:,}."
    if not total.short:
        return [line, "Write it into the draft, or try a season or a slower start first."]
    return [line, short(total), "Let the quota rise over some months, or look for that revenue elsewhere."]


def paid(total: TypePlan) -> str:
    """Say what becomes of the revenue."""
    said = _falling_short(total)
    return f"{said[0].upper()}{said[1:]} by more than 10 % of its quota; hatched is what is in the pipe already"


def assumed(scenario: Scenario) -> list[str]:
    """Say by which order value, share and rates the leads of each type become revenue."""
    return [
        f"{called(one.lead_type)}: order value {theme.count(one.order_value or scenario.order_value)}, "
        f"share of the quota {theme.fine_share(scenario.part(one) / scenario.quota if scenario.quota else None)}, "
        + ", ".join(f"{STAGES[stage]} {theme.fine_share(rate)}" for stage, rate in zip(ORDER, one.rates, strict=True))
        for one in scenario.choices
    ]


def headlines(total: TypePlan, outlook: Outlook, currency: str | None) -> list[Headline]:
    """Say what is wanted, what is in the pipe, and which months fall short."""
    quota, pipe, revenue = (
        sum(getattr(month, name) for month in total.months) for name in ("quota", "in_pipe", "revenue")
    )
    short, unit = len(total.short), f", {currency}" if currency else ""
    mark = theme.Mark("●", "No month falls short", theme.GOOD)
    if short:
        mark = theme.Mark("▼", f"{theme.counted(short, 'month falls', 'months fall')} short", theme.BAD)
    return [
        Headline(f"New revenue wanted{unit}", theme.money(quota), theme.Mark("●", _spread(outlook), theme.QUIET)),
        Headline(
            "In the pipe already",
            theme.money(pipe),
            theme.Mark("●", f"{theme.share(pipe / quota if quota else None)} of it", theme.QUIET),
        ),
        Headline("Expected with the plan", theme.money(revenue), mark),
    ]


def short(total: TypePlan) -> str:
    """Name the months that fall short, and why no lead of the plan can help them."""
    named = ", ".join(
        f"{theme.strong(f'{month.month:%b %Y}')} by {theme.share(1 - month.revenue / month.quota)}"
        for month in total.short
    )
    return (
        f"{theme.coloured('▼', theme.BAD)} Short: {named}. The leads that would have brought this revenue had to be "
        "handed over before the plan begins; the plan does not pile it onto its first months."
    )


def leads(total: TypePlan) -> str:
    """Say what the picture of the leads shows, for those who do not see it."""
    return "; ".join(f"{month.month:%b %Y}: {theme.counted(month.leads, 'lead')}" for month in total.months)


def revenue(total: TypePlan) -> str:
    """Say what the picture of the revenue shows, for those who do not see it."""
    return "; ".join(
        f"{month.month:%b %Y}: {theme.money(month.revenue)} of {theme.money(month.quota)}" for month in total.months
    )


def counted(plans: Sequence[TypePlan]) -> list[str]:
    """Say how many leads each type is to bring, and that the months sum."""
    return [f"{called(one.lead_type, 'all')}: {one.leads:,} leads, rounded so that the months sum" for one in plans]


def targets(one: TypePlan) -> str:
    """Write the months of a type as the targets of a version of the agreement."""
    months = ", ".join(f'"{month.month:%Y-%m}" = {month.leads}' for month in one.months)
    return f"targets = {{ {months} }}"


def _spread(outlook: Outlook) -> str:
    """Say what makes the months differ."""
    rising = outlook.ramp_months and f"rising for {theme.counted(outlook.ramp_months, 'month')}"
    leaving = outlook.base and outlook.churn and "more for what is lost"
    parts = [part for part in (outlook.season and "by season", rising, leaving) if part]
    return ", ".join(map(str, parts)) or "the same every month"


def _falling_short(total: TypePlan) -> str:
    if not total.short:
        return "no month falls short"
    if len(total.short) > NAMED:
        return f"{len(total.short)} months fall short"
    named = " and ".join(f"{month.month:%b %Y}" for month in total.short)
    return f"{named} {'falls' if len(total.short) == 1 else 'fall'} short"
