"""A scenario in words."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.rules import demand
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.whatif import Bar, Need, Scenario
from sla_dash.words.phrase import Headline, called

STAGES = {"win": "Opportunity → Won", "sql_to_opportunity": "SQL → Opportunity", "mql_to_sql": "MQL → SQL"}
STEPS = ("Deals", "Opportunities", "SQLs", "MQLs")


def asked(scenario: Scenario, total: Need, currency: str | None) -> str:
    """Say what a scenario asks for."""
    leads = theme.counted(total.leads, "lead")
    return f"{theme.money(scenario.quota, currency)} of {called(scenario.stream)} need {leads} a month"


def headlines(scenario: Scenario, total: Need, signed: Need, capacity: Capacity) -> list[Headline]:
    """Say the leads, what each is worth, what certainty costs, and whether sales can work them."""
    sure = theme.share(scenario.confidence)
    return [
        Headline(f"Leads, {signed.leads:,} signed", theme.count(total.leads), _against(total.leads, signed.leads)),
        Headline(
            f"Lead value, {theme.rate(signed.lead_value)} signed",
            theme.rate(total.lead_value),
            _against(total.lead_value, signed.lead_value),
        ),
        Headline(
            f"Leads for {sure} confidence",
            theme.count(total.confident),
            theme.Mark("●", f"{total.even:,} for 50 %", theme.QUIET),
        ),
        Headline("Leads per rep, all streams", theme.rate(capacity.per_rep), worked(capacity)),
    ]


def worked(capacity: Capacity) -> theme.Mark:
    """Say whether sales can work the leads."""
    if not capacity.reps:
        return theme.Mark("○", "No reps on record", theme.QUIET)
    if capacity.ceiling is None:
        return theme.Mark("○", "No ceiling agreed", theme.QUIET)
    if capacity.exceeded:
        return theme.Mark("▲", f"Above {capacity.ceiling:,} agreed", theme.BAD)
    return theme.Mark("●", f"Within {capacity.ceiling:,} agreed", theme.GOOD)


def certainty(total: Need, needs: Sequence[Need]) -> str:
    """Say how likely the leads of the ladder are enough, and how well the rates are known."""
    types = [f"{called(one.lead_type)} {theme.share(one.chance)}" for one in needs if one.lead_type]
    alone = f"; each type brings its own deals, rounded up, in {', '.join(types)}" if len(types) > 1 else ""
    known = "There is no mature evidence for every rate yet, so how well the rates are known cannot be said."
    if total.by_evidence:
        low, middle, high = total.by_evidence
        known = (
            f"Going by the mature cohorts alone it takes {theme.strong(f'{middle:,}')} leads, between {low:,} "
            f"and {high:,} in nine of ten cases."
        )
    return f"With just the leads needed the quota is reached in {theme.share(total.chance)} of months{alone}. {known}"


def alone(needs: Sequence[Need]) -> str:
    """Say how many leads of one type alone would bring the quota; nothing where there is one type."""
    values = {one.lead_type: one.lead_value for one in needs if one.lead_type and one.lead_value}
    if len(values) < 2:
        return ""
    quota = needs[-1].quota
    filled = (f"{demand.fill_gap(quota, values, {}, kind):,} {called(kind)}" for kind in values)
    return f"Brought by one type alone, the quota needs {', or '.join(filled)} leads."


def ladder(total: Need, signed: Need) -> str:
    """Say what the ladder shows, for those who do not see it."""
    steps = [
        f"{name} {step(n)} ({step(old)} signed)"
        for name, n, old in zip(STEPS, total.ladder, signed.ladder, strict=True)
    ]
    return ", ".join(reversed(steps))


def step(count: Fraction | int) -> str:
    """Write what a step of the ladder asks for; of deals one type may bring a part: 6, 1.8."""
    return f"{int(count):,}" if count == int(count) else f"{float(count):,.1f}"


def bar(one: Bar) -> str:
    """Name a rate with its 90 % interval."""
    return f"{called(one.lead_type)}, {STAGES[one.stage]} {theme.span(one.swing.low, one.swing.high)}"


def tornado(bars: Sequence[Bar]) -> str:
    """Say which rates matter most, for those who do not see it."""
    if not bars:
        return "No rate has mature evidence yet, so none can be moved over its interval"
    return "; ".join(f"{bar(one)}: {one.swing.fewest:,.0f} to {one.swing.most:,.0f} leads" for one in bars)


def counted(scenario: Scenario, needs: Sequence[Need]) -> list[str]:
    """Say how the leads of every type came about."""
    *types, total = needs
    parts = [
        f"{theme.count(need.quota)} ÷ {theme.count(choice.order_value or scenario.order_value)}"
        for choice, need in zip(scenario.choices, types, strict=True)
    ]
    lines = [f"deals: {' + '.join(parts)}, rounded up once for all types → {step(total.ladder[0])}"]
    for choice, need in zip(scenario.choices, types, strict=True):
        steps = " → ".join(
            f"{step(n)} ÷ {theme.fine_share(rate)}" for n, rate in zip(need.ladder, choice.rates, strict=False)
        )
        lines.append(
            f"{called(choice.lead_type)}: its part of the deals {steps} → {need.leads:,}, rounded up at every stage"
        )
    return lines


def without_rates() -> str:
    """Say what the sliders need."""
    return (
        "No stream of the agreement has a quota for this month, an average order value, and lead types with a share "
        "and rates, so there is nothing to move. Add them to the agreement (data/agreement.toml shows how)."
    )


def _against(value: Fraction | int | None, signed: Fraction | int | None) -> theme.Mark:
    if not value or not signed:
        return theme.Mark("○", "Nothing to compare", theme.QUIET)
    change = Fraction(value) / signed - 1
    if not change:
        return theme.Mark("●", "As signed", theme.QUIET)
    return theme.Mark("▲" if change > 0 else "▼", theme.change(change), theme.QUIET)
