"""A scenario in words."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from sla_dash import theme
from sla_dash.board.funnel import Evidence
from sla_dash.rules import demand
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.whatif import Bar, Need, Scenario
from sla_dash.statistics.proportion import Interval
from sla_dash.words import funnel
from sla_dash.words.phrase import Headline, called

STAGES = {"win": "Opportunity → Won", "sql_to_opportunity": "SQL → Opportunity", "mql_to_sql": "MQL → SQL"}
STEPS = ("Deals", "Opportunities", "SQLs", "MQLs")
STARTS = (
    "agreement: as signed; records: with the rates that a year of records shows. What you moved stays as you moved it."
)
HAPPENS = {
    "win": "how many {} opportunities are won",
    "sql_to_opportunity": "how many {} SQLs become opportunities",
    "mql_to_sql": "how many {} leads become SQLs",
}
Moved = tuple[str, str, str, str]
"""What was moved: its type, "" for the whole stream, its name, what it was and what it is."""
TOLD = 2
"""Changes that the strip tells one by one."""


def asked(scenario: Scenario, total: Need, currency: str | None) -> str:
    """Say what a scenario asks for."""
    leads = theme.counted(total.leads, "lead")
    return f"{theme.money(scenario.quota, currency)} of {called(scenario.stream)} need {leads} a month"


def verdict(scenario: Scenario, total: Need, signed: Need, capacity: Capacity, currency: str | None) -> str:
    """Say what a scenario asks for, held against what was signed and what sales can work."""
    more = total.leads - signed.leads
    against = f"{abs(more):,} {'more' if more > 0 else 'fewer'} than signed" if more else "as signed"
    too_many = "; too many for the reps" if capacity.exceeded else ""
    return f"{asked(scenario, total, currency)}, {against}{too_many}"


def counts_as(share: Fraction) -> str:
    """Say what a share of the quota counts as beside the others."""
    return f"counts as {theme.share(share)} beside the others"


def changed(change: Moved, more: int | None, *, alone: bool) -> str:
    """Say which number was moved, and how many ``more`` leads it asks for ``alone``, where others were moved too.

    None where it plays no part in how many leads are needed.
    """
    effect = "" if more is None else f"{', alone' if alone else ''}: {_leads(more)}"
    return f"{_moved(change)}{effect}"


def together(number: int, total: Need, begun: int, before: Capacity, capacity: Capacity) -> str:
    """Say what so many changes do together, from the leads with which the sliders began."""
    named = "This makes" if number == 1 else "Both together" if number == 2 else f"All {number} together"
    reps = ""
    if capacity.per_rep is not None and capacity.per_rep != before.per_rep:
        reps = f", {theme.rate(before.per_rep)} → {theme.rate(capacity.per_rep)} a rep and month"
    return f"{named}: {begun:,} → {theme.strong(f'{total.leads:,}')} leads{reps}."


def unchanged(begin: str) -> str:
    """Say that no slider was moved, and what to do about it."""
    start = "is as signed" if begin == "agreement" else "else is as signed, the rates are those that the records show"
    return f"Nothing is changed: all {start}. Move a slider, or type a number, and see what follows."


def untold(changes: Sequence[Moved]) -> str:
    """Say what was changed beside what the strip tells one by one: one number, or how many."""
    told = _moved(changes[0]) if len(changes) == 1 else f"{len(changes):,} numbers, in the table below"
    return f"Changed as well: {told}"


def kept_elsewhere(streams: Sequence[str]) -> str:
    """Say of which other streams the changes wait."""
    return f"What you changed of {' and '.join(map(called, streams))} is kept, and there when you come back."


def to_do(bars: Sequence[Bar], capacity: Capacity, proved: Mapping[tuple[str, str], Evidence]) -> list[str]:
    """Say what is to be done about a scenario: reps who are missing, a rate that the records speak against.

    They do where it lies outside the interval that Funnel gives the rate; one that lies outside its bar alone is told
    with both. ``proved`` holds every agreed rate by lead type and name.
    """
    lines = []
    if capacity.exceeded and capacity.ceiling:
        needed = ceil(Fraction(capacity.leads, capacity.ceiling))
        lines.append(
            f"{theme.coloured('▲', theme.BAD)} {theme.rate(capacity.per_rep)} leads a month for each rep, "
            f"{capacity.ceiling:,} agreed: ask for less, or have {theme.strong(f'{needed:,} reps')} instead of "
            f"{capacity.reps:,}."
        )
    outside = [(bar, proved[bar.lead_type, bar.stage]) for bar in bars if not bar.low <= bar.rate <= bar.high]
    against = [(bar, one) for bar, one in outside if one.interval and not _within(bar.rate, one.interval)]
    if told := against or outside:
        (bar, one), more = told[0], len(told) - 1
        others = f", and so with {theme.counted(more, 'other rate')}" if more else ""
        lines.append(f"{called(bar.lead_type)}, {STAGES[bar.stage]}: {_shown(bar, one, close=not against)}{others}.")
    return lines


def happens(bar: Bar) -> str:
    """Name a rate by what happens."""
    return HAPPENS[bar.stage].format(called(bar.lead_type))


def decides(bars: Sequence[Bar]) -> str:
    """Say which rate decides most about the leads needed."""
    if not bars:
        return "No rate has enough closed leads on record yet to tell which decides most"
    one = bars[0]
    said = f"{happens(one)} decides most: {between(one)} leads"
    return said[0].upper() + said[1:]


def headlines(
    scenario: Scenario, total: Need, signed: Need, capacity: Capacity, currency: str | None
) -> list[Headline]:
    """Say the leads, what each is worth, what certainty costs, and whether sales can work them."""
    sure, unit = theme.share(scenario.confidence), f"{currency} a lead" if currency else "Lead value"
    return [
        Headline(f"Leads, {signed.leads:,} signed", theme.count(total.leads), _against(total.leads, signed.leads)),
        Headline(
            f"{unit}, {theme.rate(signed.lead_value)} signed",
            theme.rate(total.lead_value),
            _against(total.lead_value, signed.lead_value),
        ),
        Headline(
            f"Leads, to be {sure} sure",
            theme.count(total.confident),
            theme.Mark("●", f"{total.even:,} for 50 %", theme.QUIET),
        ),
        Headline(
            "Leads per rep, all streams" if capacity.leads > total.leads else "Leads a month per rep",
            theme.rate(capacity.per_rep),
            worked(capacity),
        ),
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
    types = [f"{called(one.lead_type)} in {_months(one.chance)}" for one in needs if one.lead_type]
    alone = f"; each type brings its own deals, rounded up: {', '.join(types)}" if len(types) > 1 else ""
    known = "Not every rate has enough closed leads on record yet, so how well the rates are known cannot be said."
    if total.by_evidence:
        low, middle, high = total.by_evidence
        known = (
            f"Going by what the records show alone it takes {theme.strong(f'{middle:,}')} leads, between {low:,} "
            f"and {high:,} in nine of ten cases."
        )
    return f"With just the leads needed the quota is reached in {_months(total.chance)}{alone}. {known}"


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
    return f"{called(one.lead_type)}, {STAGES[one.stage]} {theme.span(one.low, one.high)}"


def between(one: Bar) -> str:
    """Say between how many leads the need lies for a rate."""
    return f"{one.fewest:,} to {one.most:,}"


def tornado(bars: Sequence[Bar]) -> str:
    """Say which rates matter most, for those who do not see it."""
    if not bars:
        return decides(bars)
    return "; ".join(f"{bar(one)}: {between(one)} leads" for one in bars)


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


def by_type(needs: Sequence[Need]) -> str:
    """Say which type of lead brings the most of the leads."""
    *types, total = needs
    most = max(types, key=lambda one: one.leads)
    return (
        f"What each type of lead is asked: {called(most.lead_type)} the most, {most.leads:,} of {total.leads:,} leads"
    )


def from_lead_to_deal(total: Need) -> str:
    """Say what the leads become."""
    deals, opportunities, sqls, leads = map(step, total.ladder)
    return f"{leads} leads → {sqls} SQLs → {opportunities} opportunities → {deals} deals a month."


def same(number: int) -> str:
    """Say how many numbers are as they were signed."""
    return f"{theme.counted(number, 'number')} as signed"


def _within(rate: Fraction, interval: Interval) -> bool:
    return interval[0] <= rate <= interval[1]


def _shown(bar: Bar, one: Evidence, *, close: bool) -> str:
    """Say what the records show of a rate; of one outside its bar alone, that Funnel's wider interval allows it."""
    if not close:
        return (
            f"the records show {theme.strong(funnel.found(one))}; nine times in ten that asks for {between(bar)} leads"
        )
    seen = one.against_agreed.found if one.against_agreed else None
    possible = theme.strong(theme.share(bar.rate, seen))
    return f"the records say about {theme.share(seen, bar.rate)}; {possible} is just possible"


def _months(chance: float) -> str:
    """Say in which part of the months something happens."""
    share = theme.share(chance)
    return {">99 %": "nearly every month", "<1 %": "hardly any month"}.get(share, f"{share} of months")


def _moved(change: Moved) -> str:
    lead_type, label, before, after = change
    named = f"{called(lead_type)}: {label}" if lead_type else label
    return f"{named} from {before} to {theme.strong(after)}"


def _leads(more: int) -> str:
    if not more:
        return "no lead more or fewer"
    return f"{'+' if more > 0 else '−'}{theme.counted(abs(more), 'lead')}"


def _against(value: Fraction | int | None, signed: Fraction | int | None) -> theme.Mark:
    if not value or not signed:
        return theme.Mark("○", "Nothing to compare", theme.QUIET)
    change = Fraction(value) / signed - 1
    if not change:
        return theme.Mark("●", "As signed", theme.QUIET)
    return theme.Mark("▲" if change > 0 else "▼", theme.change(change), theme.QUIET)
