"""What became of the leads, in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from sla_dash import theme
from sla_dash.board.funnel import Evidence, Line
from sla_dash.rules.funnel import Conversion, Ripeness, Stage
from sla_dash.rules.revision import Change, Verdict
from sla_dash.words.phrase import Headline, name

STAGES = (
    "MQL: a lead that marketing handed over to sales. SQL: one that sales accepted. Opportunity: one with a deal open."
)
"""What the names of the stages mean."""
ENTERED = {
    Stage.LEAD: "created in",
    Stage.MQL: "handed over in",
    Stage.SQL: "accepted in",
    Stage.OPPORTUNITY: "deal opened in",
}
"""What happened to a lead in the month that it counts for."""
NEAREST = 4
"""Rates that are drawn where fewer have changed."""
MOST = 6
"""Rates that are drawn at most."""
TO_DO = 3
"""Rates to revise that are named one by one."""
NAMES = {Stage.LEAD: "Lead", Stage.MQL: "MQL", Stage.SQL: "SQL", Stage.OPPORTUNITY: "Opportunity", Stage.WON: "Won"}


def step(stage: Stage) -> str:
    """Name a stage and the one that it leads to."""
    return f"{NAMES[stage]} → {NAMES[stage.next]}"


def promise(lines: Sequence[Line], months: Sequence[date]) -> str:
    """Say which leads are followed, and what the first step of sales made of them."""
    handed = next(line.cohort for line in lines if line.total and line.stage is Stage.MQL)
    return (
        f"Of {theme.counted(handed.entered, 'lead')} handed over in {theme.months(months)}, sales accepted "
        f"{handed.passed:,} so far and {handed.lost:,} are lost"
    )


def headlines(lines: Sequence[Line], months: Sequence[date]) -> list[Headline]:
    """Say of every stage with an agreed rate, over all types, where the rate stands or will end."""
    found = []
    for line in lines:
        if line.total and line.agreed is not None:
            ripe = grown(line.cohort)
            since = replace(ripe, word=f"{theme.months(months)}, {ripe.word.lower()}")
            found.append(Headline(f"{step(line.stage)}, {theme.share(line.agreed)} agreed", rate(line.cohort), since))
    return found


def grown(cohort: Conversion) -> theme.Mark:
    """Show how much a cohort can say: final only where all that will come has come."""
    mark, settled = theme.grown(cohort.ripeness), cohort.maturity or 0
    if cohort.ripeness is Ripeness.MATURE and round(settled * 100) < 100:
        return replace(mark, word=f"Nearly settled ({theme.share(settled)})")
    return mark


def rate(cohort: Conversion) -> str:
    """Write where the rate of a cohort stands or will end, marked until it is mature; counts while there are few."""
    if cohort.passed < theme.ENOUGH_EVENTS or cohort.ripeness is Ripeness.TOO_EARLY:
        return theme.part(cohort.passed, cohort.entered)
    share = theme.share(cohort.share if cohort.estimate is None else cohort.estimate)
    return share if cohort.ripeness is Ripeness.MATURE else f"about {share}"


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
        f"{step(line.stage)} {rate(line.cohort)} ({grown(line.cohort).word.lower()}"
        + (f", {theme.share(line.agreed)} agreed)" if line.agreed is not None else ")")
        for line in totals
    )


def changed(evidence: Sequence[Evidence]) -> int:
    """Count the agreed rates that have changed."""
    return sum(one.verdict is Verdict.REVISE for one in evidence)


def ranked(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Order agreed rates: those that changed by what that does to lead demand, then the others by how near they are."""

    def place(one: Evidence) -> tuple[int, float]:
        against = one.against_agreed
        if one.verdict is Verdict.REVISE and against:
            return 0, -abs(float(against.demand)) if against.demand is not None else float("-inf")
        if one.verdict is Verdict.KEEP and against and against.p_value is not None:
            return 1, against.p_value
        return 2, 0.0

    return tuple(sorted(evidence, key=place))


def nearest(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the rates to draw, ranked: all that changed and, where these are few, those nearest to a change."""
    told = [one for one in ranked(evidence) if one.verdict is not Verdict.TOO_EARLY]
    return tuple(told[: min(max(changed(evidence), NEAREST), MOST)])


def revisions(evidence: Sequence[Evidence]) -> str:
    """Say how many agreed rates have changed, and which one the most."""
    if not evidence:
        return "No rates are agreed, so none can have changed"
    moved, early = changed(evidence), sum(one.verdict is Verdict.TOO_EARLY for one in evidence)
    if not moved:
        waiting = f"; {early:,} cannot be judged yet" if early else ""
        return f"None of {theme.counted(len(evidence), 'agreed rate')} has changed{waiting}"
    verb = "have" if moved > 1 else "has"
    first, most = ranked(evidence)[0], "most of all " if moved > 1 else ""
    rates = theme.counted(len(evidence), "agreed rate")
    return f"{moved:,} of {rates} {verb} changed: {most}{called(first)} is {_instead(first)}"


def picture(evidence: Sequence[Evidence]) -> str:
    """Say what the picture of agreed rates finds; nothing where none is drawn."""
    drawn = nearest(evidence)
    if not drawn:
        return ""
    moved = changed(evidence)
    if not moved:
        first, of = drawn[0], theme.counted(len(evidence), "rate")
        small = first.against_agreed is not None and not first.against_agreed.matters
        why = "changes too little to matter" if small else "is too close to call"
        return f"Of {of} looked at, even the one closest to a change {why}: {called(first)} is {_beside(first)}"
    shown = f"The {MOST:,} largest of {moved:,} changes" if moved > MOST else theme.counted(moved, "rate")
    more = f", beside the {theme.counted(len(drawn) - moved, 'nearest other')}" if len(drawn) > moved else ""
    return f"{shown} off what was agreed by more than chance explains{more}"


def to_revise(evidence: Sequence[Evidence]) -> list[str]:
    """Name the rates to revise, with what they should become and what that does to lead demand."""
    named = [
        f"{theme.strong(called(one))} {verdict(one).coloured}: the quota takes {_leads(one)} leads"
        for one in ranked(evidence)[: changed(evidence)]
    ]
    more = [f"{len(named) - TO_DO:,} more, in the table below"] if len(named) > TO_DO else []
    early = sum(one.verdict is Verdict.TOO_EARLY for one in evidence)
    kept = len(evidence) - early - len(named)
    keep = (
        [f"Keep {'all ' if not early else ''}{theme.counted(kept, 'agreed rate')} that can be judged"] if kept else []
    )
    some = theme.counted(early, "rate")
    wait = [f"Wait for {some}: too few leads got there, or it is too early to tell"] if early else []
    return [*named[:TO_DO], *more, *([] if named else keep), *wait]


def kept(evidence: Sequence[Evidence]) -> str:
    """Say how many agreed rates stand, and that all are in the table."""
    early = sum(one.verdict is Verdict.TOO_EARLY for one in evidence)
    stand = len(evidence) - early - changed(evidence)
    waiting = f", {early:,} cannot be judged yet" if early else ""
    verb = "stands" if stand == 1 else "stand"
    return f"{stand:,} of {theme.counted(len(evidence), 'agreed rate')} {verb}{waiting}: every rate with its evidence"


def called(one: Evidence) -> str:
    """Call an agreed rate."""
    return f"{name(one.stream, one.lead_type, total=False)} {step(one.stage)}"


def beside(one: Evidence) -> str:
    """Write a rate beside the agreed one: "30 %, not 50 %" where it has changed, else "31 %, 34 % agreed"."""
    return _instead(one) if one.verdict is Verdict.REVISE else _beside(one)


def rates(rows: Sequence[Evidence]) -> str:
    """Say what the picture of agreed rates shows, for those who do not see it."""
    return "; ".join(f"{called(one)} {beside(one)}, {found(one)}" for one in rows)


def found(one: Evidence) -> str:
    """Write what mature cohorts have shown of an agreed rate, with its interval and n."""
    if one.against_agreed is None:
        return "too early to tell"
    after = one.against_agreed.after
    counts = theme.part(after.passed, after.of)
    if not one.against_agreed.enough or one.interval is None:
        return counts
    still = "" if round(after.maturity * 100) == 100 else f", {theme.share(after.maturity)} of results are in"
    return f"{theme.share(after.rate, one.agreed)} ({theme.span(*one.interval)}), {counts}{still}"


def verdict(one: Evidence) -> theme.Mark:
    """Say what to do about an agreed rate."""
    return theme.revised(one.verdict, one.agreed, _found(one))


def moved(change: Change | None) -> str:
    """Write the rate of the quarter before, and whether it has moved since."""
    if change is None or isinstance(change.before, Fraction):
        return theme.ABSENT
    if not change.enough:
        return theme.part(change.before.passed, change.before.of)
    way = "fell" if (change.after.rate or 0) < (change.before.rate or 0) else "rose"
    return f"{theme.share(change.before.rate)}, {f'{way} since' if change.seen else 'too close to call'}"


def _instead(one: Evidence) -> str:
    seen = _found(one)
    return f"{theme.share(seen, one.agreed)}, not {theme.share(one.agreed, seen)}"


def _beside(one: Evidence) -> str:
    seen = _found(one)
    return f"{theme.share(seen, one.agreed)}, {theme.share(one.agreed, seen)} agreed"


def _leads(one: Evidence) -> str:
    demand = one.against_agreed.demand if one.against_agreed else None
    return "many more" if demand is None else f"{theme.change(demand)}"


def _found(one: Evidence) -> Fraction | None:
    return one.against_agreed.found if one.against_agreed else None
