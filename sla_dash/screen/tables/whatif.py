"""Scenarios as tables."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.rules.whatif import STAGES, Need, Scenario
from sla_dash.screen.sheet import Table
from sla_dash.statistics.survival import Share

Scenarios = Mapping[str, tuple[Scenario, Sequence[Need]]]
"""By name, each with what it asks for."""


def needs(scenario: Scenario, rows: Sequence[Need], contacted: Mapping[str, Share]) -> Table:
    """Lay out what is asked of every type, all together last, beside the share that was contacted in time."""
    promises = {one.lead_type: one.respond_within for one in scenario.choices}
    table = []
    for row in rows:
        within = promises.get(row.lead_type or "")
        share = contacted.get(row.lead_type or "")
        table.append(
            {
                "Lead type": row.lead_type or "all",
                "Quota": theme.money(row.quota),
                **dict(zip(words.whatif.STEPS, map(words.whatif.step, row.ladder), strict=True)),
                "Lead value": theme.rate(row.lead_value),
                "To be 50 % sure": theme.count(row.even),
                f"{theme.share(scenario.confidence)} sure": theme.count(row.confident),
                "By the records (9 of 10 cases)": "{:,} ({:,}–{:,})".format(*(row.by_evidence[n] for n in (1, 0, 2)))
                if row.by_evidence
                else theme.ABSENT,
                "Contact within": theme.duration(within) if within else theme.ABSENT,
                "In time this month": theme.share(share.share if share else None),
            }
        )
    return table


def side_by_side(signed: Scenario, scenarios: Scenarios, *, differs: bool) -> Table:
    """Lay out the numbers of every scenario beside the one signed, with their differences from it.

    Either those in which any scenario ``differs`` from what was signed, or the others.
    """
    columns = {name: _numbers(one, rows) for name, (one, rows) in scenarios.items()}
    base = columns["Signed"]
    title = f"{signed.stream}, a month"
    return [
        {title: row}
        | {name: _cell(row, of.get(row), base[row], compared=of is not base) for name, of in columns.items()}
        for row in base
        if differs is any(of.get(row) != base[row] for of in columns.values())
    ]


def _numbers(scenario: Scenario, rows: Sequence[Need]) -> dict[str, Fraction | None]:
    total = rows[-1]
    numbers: dict[str, Fraction | None] = {
        "Quota": scenario.quota,
        "Average order value": scenario.order_value,
        "Leads": Fraction(total.leads),
        "Lead value": total.lead_value,
        "Leads, as sure as asked": Fraction(total.confident),
    }
    for choice, need in zip(scenario.choices, rows, strict=False):
        numbers[f"{choice.lead_type}: leads"] = Fraction(need.leads)
        numbers[f"{choice.lead_type}: lead value"] = need.lead_value
        numbers[f"{choice.lead_type}: share of the quota"] = need.quota / scenario.quota if scenario.quota else None
        for stage, rate in reversed(list(zip(STAGES, choice.rates, strict=True))):
            numbers[f"{choice.lead_type}: {words.whatif.STAGES[stage]}"] = rate
    return numbers


def _cell(row: str, value: Fraction | None, signed: Fraction | None, *, compared: bool) -> str:
    if value is None:
        return theme.ABSENT
    text = theme.fine_share(value) if "→" in row or "share" in row else theme.rate(value)
    if not compared or not signed or value == signed:
        return text
    return f"{text} ({theme.change(value / signed - 1)})"
