"""What to settle today, in words: the question, and what it rests on."""

from collections.abc import Mapping
from fractions import Fraction

from sla_dash import theme
from sla_dash.access import WHOLE, Sight
from sla_dash.board import EVIDENCE_DAYS, UNASSIGNED, Attempts, Board, DeliveryLine
from sla_dash.board.funnel import Evidence
from sla_dash.board.settle import Behind, Proposal, Silence
from sla_dash.rules.act import AGES, Age
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.contact import InTime
from sla_dash.rules.delivery import MonthToDate, Standing
from sla_dash.rules.funnel import Stage
from sla_dash.rules.hours import Block
from sla_dash.rules.signals import Alarm
from sla_dash.words.phrase import called, worth

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STEPS = {Stage.MQL: "MQL to SQL", Stage.SQL: "SQL to opportunity", Stage.OPPORTUNITY: "Opportunity to won"}
WEEK = 7
OLDER = {
    Age.TO_THREE_DAYS: "for more than a day",
    Age.TO_SEVEN_DAYS: "for more than three days",
    Age.OVER_SEVEN_DAYS: "for more than seven days",
}
"""How long the leads of an age band have waited at least."""
Said = tuple[str, str]
"""A question, and what it rests on."""


def question(p: Proposal, board: Board) -> str:
    """Ask what both sides have to settle: "Outbound: a new number, or accept the miss?"."""
    return _said(p, board, WHOLE)[0]


def evidence(p: Proposal, board: Board, sight: Sight) -> str:
    """Say what the question rests on: "120 of 200 by now; 26 a day needed, 19 of 20 days brought 14 or fewer"."""
    return _said(p, board, sight)[1]


def _said(p: Proposal, board: Board, sight: Sight) -> Said:
    match p.evidence:
        case DeliveryLine():
            return f"{_who(p)}: a new number, or accept the miss?", _behind(p.evidence)
        case InTime():
            return f"{_who(p)}: who calls them, or is the promise too short?", _missed(p.evidence)
        case Block():
            return f"{_when(p.evidence)}: who covers {_leads(p)}?", _there(p.evidence)
        case Capacity():
            return "More leads than sales can work: who helps, or which wait?", _each(p.evidence)
        case Attempts():
            return "More attempts due than a good day makes: which first?", _attempts(p.evidence)
        case Silence():
            return _silent(p.evidence, sight)
        case Behind():
            return _mix(p.evidence, board)
        case Alarm():
            return _alarm(p, p.evidence)
        case Evidence():
            return _rate(p, p.evidence)
        case _:
            return _unowned(p.evidence)


def _behind(line: DeliveryLine) -> str:
    so_far, lower = line.so_far, line.needed.lower if line.needed else None
    done = f"{so_far.counts.net:,} of {theme.count(so_far.expected)} by now"
    if lower is None:
        return f"{done}; no working day is left"
    best = f"19 of 20 days brought {line.usual_best:,} or fewer"
    return f"{done}; {theme.enough(lower)} a day needed to reach the range, {best}"


def _missed(line: InTime) -> str:
    held = line.told
    if held is None:
        return ""
    within = f" within {theme.duration(line.promise)}" if line.promise else ""
    promised = theme.share(line.promised_share, held.share)
    share = f"{theme.share(held.share, line.promised_share)} in time ({theme.span(held.low, held.high)})"
    return f"{share}, {promised} promised{within}; no hour of the week stands out"


def _when(block: Block) -> str:
    return f"{DAYS[block.weekday]} {block.first} to {block.end}"


def _there(block: Block) -> str:
    there, elsewhere = block.share, block.share_elsewhere
    weeks = theme.counted(round(EVIDENCE_DAYS / WEEK), "week")
    return f"{theme.share(there, elsewhere)} in time there, {theme.share(elsewhere, there)} elsewhere, {weeks}"


def _each(found: Capacity) -> str:
    agreed = f"{theme.count(found.ceiling)} agreed"
    if found.exceeded:
        return f"{theme.rate(found.per_rep)} leads a rep so far this month, {agreed}"
    lands = Fraction(found.lands_at or 0) / (found.reps or 1)
    return f"the month will end near {theme.rate(lands)} leads a rep, {agreed}"


def _attempts(found: Attempts) -> str:
    return f"{found.due:,} due; on 19 of 20 days {theme.count(found.usual_best)} or fewer were made"


def _silent(found: Silence, sight: Sight) -> Said:
    asked = f"{theme.counted(found.silent, 'follow-up')} fell silent: who picks them up?"
    named = found.most if found.most and sight.names(found.most.rep) else None
    who = f"; {called(named.rep, UNASSIGNED)} has {found.of_most:,}" if named else ""
    return asked, f"{found.silent:,} of {found.running:,} that run{who}"


def _mix(found: Behind, board: Board) -> Said:
    so_far, currency = found.so_far, board.month_terms.currency
    behind = f"value {theme.money(found.gap, currency)} behind"
    most = called(found.mix.most.lead_type)
    return (
        f"{_leads_are(so_far)}, their value is behind: which leads instead?",
        f"{behind}; {theme.money(-found.mix.mix, currency)} as {worth(found.mix)} came, {most} above all",
    )


def _leads_are(so_far: MonthToDate) -> str:
    return "Leads are above the range" if so_far.standing is Standing.ABOVE else "Leads are on pace"


def _alarm(p: Proposal, found: Alarm) -> Said:
    way = "more" if found.above else "fewer"
    return (
        f"{_who(p)}: what changed?",
        f"{way} leads a day than promised since {theme.day(found.since)}",
    )


def _rate(p: Proposal, found: Evidence) -> Said:
    change = found.against_agreed
    rate = change.found if change else None
    demand = change.demand if change else None
    named = f"{STEPS[found.stage]} of {_leads(p)}"
    asked = f"{named}: agree on {theme.share(rate, found.agreed)}, or change how it is done?"
    of = f" of {theme.counted(change.after.of, 'lead')}, {theme.months(found.months)}" if change else ""
    moves = f": {theme.change(demand)} leads needed" if demand is not None else ""
    return asked, f"{theme.share(found.agreed, rate)} agreed, {theme.share(rate, found.agreed)} found{of}{moves}"


def _unowned(ages: Mapping[Age, int]) -> Said:
    leads = sum(ages.values())
    oldest = next(age for age in reversed(AGES) if ages[age])
    asked = f"{theme.counted(leads, 'lead')} nobody owns: to whom?"
    some = "all" if ages[oldest] == leads else f"{ages[oldest]:,}"
    return asked, f"{some} of them {OLDER[oldest]}"


def _leads(p: Proposal) -> str:
    """Call the leads of a proposal within a sentence."""
    return called(p.lead_type) if p.lead_type else "all leads"


def _who(p: Proposal) -> str:
    """Call them at the beginning of one."""
    named = _leads(p)
    return f"{named[:1].upper()}{named[1:]}"
