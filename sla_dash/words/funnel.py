"""What became of the leads, in words."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sla_dash import theme
from sla_dash.board.funnel import Evidence, Line
from sla_dash.board.loop import DealLine, Returned
from sla_dash.records.queries.funnel import Abroad, Deals
from sla_dash.rules.funnel import Conversion, Ripeness, Stage
from sla_dash.rules.revision import Change, Verdict
from sla_dash.words.phrase import Headline, name

NAMES = {Stage.LEAD: "Lead", Stage.MQL: "MQL", Stage.SQL: "SQL", Stage.OPPORTUNITY: "Opportunity", Stage.WON: "Won"}


def step(stage: Stage) -> str:
    """Name a stage and the one that it leads to."""
    return f"{NAMES[stage]} → {NAMES[stage.next]}"


def promise(lines: Sequence[Line], months: Sequence[date]) -> str:
    """Say which leads the cohorts are, and what the first step of sales made of them."""
    handed = next(line.cohort for line in lines if line.total and line.stage is Stage.MQL)
    return (
        f"Of {theme.counted(handed.entered, 'lead')} handed over in {theme.months(months)}, {handed.passed:,} became "
        f"SQLs so far and {handed.lost:,} are lost"
    )


def headlines(lines: Sequence[Line]) -> list[Headline]:
    """Say of every stage, over all types, where its rate stands or will end."""
    found = []
    for line in lines:
        if line.total:
            agreed = f", {theme.share(line.agreed)} agreed" if line.agreed is not None else ""
            found.append(Headline(f"{step(line.stage)}{agreed}", rate(line.cohort), theme.grown(line.cohort.ripeness)))
    return found


def rate(cohort: Conversion) -> str:
    """Write where the rate of a cohort stands or will end, marked until it is mature; counts while there are few."""
    if cohort.passed < theme.ENOUGH_EVENTS or cohort.ripeness is Ripeness.TOO_EARLY:
        return theme.part(cohort.passed, cohort.entered)
    share = theme.share(cohort.share if cohort.estimate is None else cohort.estimate)
    return share if cohort.ripeness is Ripeness.MATURE else f"≈ {share}"


def passed(cohort: Conversion) -> str:
    """Write what has passed by now with its interval and n, and only counts while there are few."""
    counts = theme.part(cohort.passed, cohort.entered)
    if cohort.interval is None or cohort.passed < theme.ENOUGH_EVENTS:
        return counts
    return f"{theme.share(cohort.share)} ({theme.span(*cohort.interval)}), {counts}"


def ends_at(cohort: Conversion) -> str:
    """Write where the rate will end; nothing while it is too early, and while nothing is agreed to complete it."""
    if cohort.ripeness is Ripeness.TOO_EARLY or cohort.estimate is None or cohort.passed < theme.ENOUGH_EVENTS:
        return theme.ABSENT
    return theme.share(cohort.estimate)


def in_month(line: Line) -> str:
    """Write entries to the next stage over entries to this one, and why it may exceed 100 %."""
    if not line.cohort.entered:
        return theme.ABSENT
    counts = f"{line.entered_next:,} ÷ {line.cohort.entered:,}"
    if line.entered_next < theme.ENOUGH_EVENTS:
        return counts
    above = ", with leads of earlier months" if line.entered_next > line.cohort.entered else ""
    return f"{theme.share(line.entered_next / line.cohort.entered)}{above}"


def counted(lines: Sequence[Line]) -> list[str]:
    """Say numerator and denominator of every stage."""
    return [
        f"{step(line.stage)}: {line.cohort.passed:,} of {line.cohort.entered:,} came to {NAMES[line.stage.next]} or "
        f"later, {line.cohort.lost:,} were lost before, "
        f"{line.cohort.entered - line.cohort.passed - line.cohort.lost:,} are undecided"
        for line in lines
        if line.total
    ]


def drawn(lines: Sequence[Line]) -> str:
    """Say what the picture of the cohorts shows, for those who do not see it."""
    totals = [line for line in lines if line.total]
    return "; ".join(
        f"{step(line.stage)} {rate(line.cohort)} ({theme.grown(line.cohort.ripeness).word.lower()}"
        + (f", {theme.share(line.agreed)} agreed)" if line.agreed is not None else ")")
        for line in totals
    )


def revisions(evidence: Sequence[Evidence]) -> str:
    """Say how many agreed rates have really changed."""
    if not evidence:
        return "No rates are agreed, so none can have changed"
    changed, early = (sum(one.verdict is which for one in evidence) for which in (Verdict.REVISE, Verdict.TOO_EARLY))
    some = f"{changed:,} of {len(evidence):,} agreed rates" if changed else f"None of {len(evidence):,} agreed rates"
    waiting = f"; {early:,} cannot be judged yet" if early else ""
    return f"{some} {'have' if changed > 1 else 'has'} really changed{waiting}"


def to_revise(evidence: Sequence[Evidence]) -> str:
    """Name the rates to revise, with what they should become and what that does to lead demand."""
    named = [
        f"{theme.strong(name(one.stream, one.lead_type, total=False))} {step(one.stage)} {verdict(one).coloured}, "
        f"{theme.change(one.against_agreed.demand if one.against_agreed else None)} leads"
        for one in evidence
        if one.verdict is Verdict.REVISE
    ]
    return " · ".join(named) or "Every rate that can be judged can be kept."


def found(one: Evidence) -> str:
    """Write what mature cohorts have shown of an agreed rate, with its interval and n."""
    if one.against_agreed is None:
        return "no mature cohort yet"
    after = one.against_agreed.after
    counts, around = theme.part(after.passed, after.of), after.interval()
    if not one.against_agreed.enough or around is None:
        return counts
    grown = "" if round(after.maturity * 100) == 100 else f" at {theme.share(after.maturity)} maturity"
    return f"{theme.share(after.rate)} ({theme.span(*around)}), {counts}{grown}"


def verdict(one: Evidence) -> theme.Mark:
    """Say what to do about an agreed rate."""
    return theme.revised(one.verdict, one.agreed, _found(one))


def moved(change: Change | None) -> str:
    """Write the rate of the quarter before, and whether it has moved since."""
    if change is None or isinstance(change.before, Fraction):
        return theme.ABSENT
    if not change.enough:
        return theme.part(change.before.passed, change.before.of)
    return f"{theme.share(change.before.rate)}, {'moved' if change.seen else 'may be chance'}"


def wins(row: Returned) -> str:
    """Write wins against wins expected by age."""
    return f"{row.won:,} of {float(row.expected_wins):,.0f} expected"


def _found(one: Evidence) -> Fraction | None:
    return one.against_agreed.found if one.against_agreed else None


def apart(rows: Sequence[Abroad]) -> str:
    """Say what other currencies brought, one by one: they are in no sum. Nothing where there are none."""
    told = []
    for currency in sorted({row.currency for row in rows}):
        mine = [row for row in rows if row.currency == currency]
        ends = [("won", sum(r.won for r in mine), sum(r.won_amount for r in mine))]
        ends.append(("lost", sum(r.lost for r in mine), sum(r.lost_amount for r in mine)))
        told += [
            f"{theme.money(Fraction(amount), currency)} {end} ({theme.counted(n, 'deal')})"
            for end, n, amount in ends
            if n
        ]
    return f"; apart from that {', '.join(told)}" if told else ""


def returned(total: Returned, currency: str | None, months: Sequence[Returned], abroad: Sequence[Abroad]) -> str:
    """Say what the leads of the closed months were promised to be worth and what they have brought."""
    if not total.target:
        return f"Nothing was promised of the leads of closed months that could have come back{apart(abroad)}"
    span = theme.months([one.month for one in months if one.month])
    return (
        f"Leads of {span} were promised to be worth {theme.money(total.value_promised, currency)}; "
        f"{theme.money(total.bridge.promised)} of it is due by their age, {theme.money(total.bridge.won)} is won"
        f"{apart(abroad)}"
    )


def loop(total: Returned, currency: str | None) -> list[Headline]:
    """Say what was promised, what is due by now and what came."""
    unit = f" in {currency}" if currency else ""
    worth = theme.change(total.value_delivered / total.value_promised - 1) if total.value_promised else theme.ABSENT
    return [
        Headline(
            f"Value delivered, {theme.money(total.value_promised, currency)} promised",
            theme.money(total.value_delivered),
            theme.Mark("●", f"{worth} against the promise", theme.QUIET),
        ),
        Headline(
            f"Won so far, {theme.money(total.bridge.promised)} due by age",
            theme.money(total.bridge.won),
            theme.Mark("●", f"{theme.counted(total.won - total.priced, 'win')} without an amount{unit}", theme.QUIET),
        ),
        Headline(
            f"Leads won, {theme.count(total.expected_wins)} expected by age",
            theme.count(total.won),
            theme.brought(total.actual_over_expected),
        ),
    ]


def bridge(total: Returned) -> str:
    """Say what the bridge shows, for those who do not see it: its pieces sum exactly."""
    one = total.bridge
    return (
        f"{theme.money(one.promised)} due by now; volume {theme.money(one.volume)}, rate {theme.money(one.rate)}, "
        f"price {theme.money(one.price)}, without an amount {theme.money(one.unpriced)}; {theme.money(one.won)} won"
    )


def loop_counted(total: Returned) -> list[str]:
    """Say numerator and denominator of the closed loop."""
    return [
        f"{total.delivered:,} leads delivered net of {total.target:,} promised; {total.without_value:,} more are of "
        "types without a target or a value and stand outside",
        f"{total.won:,} won over {float(total.expected_wins):,.1f} expected, with Byar's 95 % interval",
        f"{total.priced:,} of {total.won:,} wins have an amount; the others are worth nothing here and stand as a "
        "piece of their own",
    ]


def deals(total: DealLine, months: Sequence[date]) -> str:
    """Say how the deals closed in some months ended and how long deals take."""
    closed, half = total.closed, total.days.quantile(0.5)
    shut = closed.won + closed.lost
    if not total.days.n:
        return "No deals are on record"
    days = f"half of all deals close within {half:,} days" if half is not None else "fewer than half have closed"
    unsaid = shut and closed.win_rate_by_amount is None
    amount = f"; the win rate by amount is not said, {_unpriced(closed)}" if unsaid else ""
    won = f"{closed.won:,} of them won"
    return f"{theme.counted(shut, 'deal')} closed in {theme.months(months)}, {won}; {days}{amount}{apart(total.abroad)}"


def margin(line: DealLine) -> str:
    """Write the margin won, with the amount it is of where other streams' amounts have no margin."""
    if line.margin_won is None:
        return theme.ABSENT
    part = f" of {theme.money(line.with_margin)}" if line.with_margin != line.closed.won_amount else ""
    return f"{theme.money(line.margin_won)}{part}"


def deals_counted(closed: Deals, total: DealLine) -> list[str]:
    """Say numerator and denominator of the deals' numbers."""
    amounts = f"{theme.money(closed.won_amount)} of {theme.money(closed.won_amount + closed.lost_amount)}"
    return [
        f"win rate by count: {closed.won:,} won of {closed.won + closed.lost:,} closed; by amount: "
        + (amounts if closed.win_rate_by_amount is not None else f"not said, {_unpriced(closed)}"),
        f"average order value: {theme.money(closed.won_amount)} over {closed.won - closed.won_unpriced:,} deals won "
        f"with an amount; {closed.won_unpriced:,} won without one in this currency{apart(total.abroad)}",
        f"margin won: {theme.money(total.margin_won)} of {theme.money(total.with_margin)} won in streams whose margin "
        "the agreement gives",
        f"time to close: {total.days.events:,} closed of {total.days.n:,} deals opened in two years, the others open",
        f"{closed.without_lead:,} of the closed deals are without a lead: they name none of these records",
    ]


def _unpriced(closed: Deals) -> str:
    """Say why a win rate by amount would mean nothing."""
    return (
        f"as {closed.lost_unpriced:,} of {closed.lost:,} lost have no amount or 0, and of {closed.won:,} won "
        f"{closed.won_unpriced:,} have none"
    )


def endings(leads: int, listed: int, reasons: int) -> str:
    """Say how many leads ended without a deal, and how many of the reasons are listed."""
    shown = "" if listed == reasons else f", the {listed:,} commonest of {reasons:,} reasons listed"
    return f"{theme.counted(leads, 'lead')} ended without a deal{shown}"
