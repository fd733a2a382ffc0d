"""Who has to act, in words."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.agreement import Act
from sla_dash.board import UNASSIGNED, Board
from sla_dash.board.act import Desk
from sla_dash.journal import doing
from sla_dash.records.queries.act import FollowUp, Owed, Queued, Waiting
from sla_dash.rules.act import Age
from sla_dash.words.phrase import Headline, by_name, called

BESIDES = "without an owner or a first call, besides those late or due"
NAMED = 5
"""Reps with nothing to call that a sentence names; the others are counted."""


def headlines(total: Desk, nobodys: int, next_standup: str, *, touched: bool) -> tuple[Headline, ...]:
    """Say how much of what cannot wait there is; without touches only what nobody owns is known."""
    if not touched:
        queued = theme.soon(total.untouched, "begin, or hand on")
        return (Headline("Without an owner", theme.count(total.untouched), queued),)
    owed = total.owed
    late, due, missed = owed.breached_waiting, owed.due_before_next_standup, owed.follow_ups_missed
    untouched = f"{nobodys:,} nobody's, {total.untouched - nobodys:,} not called"
    return (
        Headline("Late and waiting", theme.count(late), theme.to_do(late, "call now")),
        Headline(f"Due before {next_standup}", theme.count(due), theme.soon(due, "call before then")),
        Headline("Follow-ups missed, still open", theme.count(missed), _tried(total)),
        Headline("Without an owner or a call", theme.count(total.untouched), theme.soon(total.untouched, untouched)),
    )


def _tried(total: Desk) -> theme.Mark:
    short, soon = total.follow_ups_short, total.follow_ups_due
    if not total.owed.follow_ups_missed:
        return theme.soon(soon, f"{soon:,} due by then")
    said = f"{short:,} still short, {soon:,} more soon due"
    return theme.to_do(short, said) if short else theme.soon(1, said)


def verdict(board: Board, total: Desk, owner: str | None, next_standup: str) -> str:
    """Say what is so before the next stand-up, of one desk or of all; of stale records first that they are stale.

    A month that is over has no list of its own: what is said is of now, and says so.
    """
    whose = f"{board.month:%B} is over. Now: " if board.month_is_over else ""
    whose += "" if owner is None else f"{called(owner)}: "
    late, due = total.owed.breached_waiting, total.owed.due_before_next_standup
    if not board.load.has_touches:
        return f"{whose}{theme.counted(total.untouched, 'lead')} without an owner; whom sales called is not known"
    if board.stale:
        ends = theme.day_and_time(board.stale, board.now_terms.zone)
        return f"{whose}By records that end {ends}, {_are(late)} late: load newer ones before you call"
    if late and due:
        return f"{whose}{_are(late)} late and {_more(due)} before {next_standup}: call these first"
    if late:
        return f"{whose}{_are(late)} late, and no more {_fall(0)} due before {next_standup}: call these first"
    if due:
        return f"{whose}No lead is late; {due:,} {_fall(due)} due before {next_standup}: call these first"
    return f"{whose}No lead is late, and none falls due before {next_standup}"


def _are(leads: int) -> str:
    return f"{theme.counted(leads, 'lead') if leads else 'no lead'} {'are' if leads > 1 else 'is'}"


def _more(leads: int) -> str:
    return f"{leads:,} more {_fall(leads)} due"


def _fall(leads: int) -> str:
    return "falls" if leads == 1 else "fall"


def to_do(board: Board, total: Desk, nobodys: int) -> list[str]:
    """Say what to do, the most urgent first: at most two things."""
    late, due = total.owed.breached_waiting, total.owed.due_before_next_standup
    short, soon, silent = total.follow_ups_short, total.follow_ups_due, total.silent
    top = "call from the top of the list, late before due"
    first = f"Load newer records first, then {top}." if board.stale else f"{top.capitalize()}."
    found = [
        (late + due, first),
        (nobodys, f"Give {theme.counted(nobodys, 'lead')} that nobody owns to somebody."),
        (short + soon, f"Try {theme.counted(short + soon, 'lead')} again: {short:,} short of attempts, {soon:,} due."),
        (silent, f"Say where {theme.counted(silent, 'open record')} without a sign of life for 7 days stand."),
    ]
    return [said for number, said in found if number][:2]


TABS: Mapping[doing.List, str] = {
    "late": "Late",
    "due": "Due",
    "follow-up": "Follow-up",
    "nobody": "Nobody's",
    "silent": "7 days without a sign of life",
}


def counts(total: Desk, nobodys: int) -> Mapping[doing.List, int]:
    """Count what each list holds, by the records."""
    owed = total.owed
    return {
        "late": owed.breached_waiting,
        "due": owed.due_before_next_standup,
        "follow-up": owed.follow_ups_missed + total.follow_ups_due,
        "nobody": nobodys,
        "silent": total.silent,
    }


def tab(listed: doing.List, number: int, done: int) -> str:
    """Call a list, with how long it is and how much of it is done."""
    return f"{TABS[listed]} {number:,}" + (f", {done:,} done" if done else "")


def ticked(by: Act, zone: ZoneInfo) -> str:
    """Say who ticked something, and when."""
    return f"{by_name(by)}, {by.at.astimezone(zone):%H:%M}"


def missed(shown: int, in_all: int, desk: Desk, since: str) -> str:
    """Say how many leads missed a follow-up, and how many of them there is still something to make up for."""
    said = listed(shown, in_all, "lead", f"with a follow-up missed {since}")
    return f"{said}: {made_up(desk.follow_ups_short, in_all)}" if in_all else said


def made_up(short: int, of: int) -> str:
    """Tell leads that missed a follow-up and still lack attempts from those that got them late."""
    late = of - short
    late_ones = f"{late:,} {'was' if late == 1 else 'were'} made up late"
    return f"{short:,} still short of attempts{f', {late_ones}' if late else ''}" if short else "all made up late"


def made(lead: FollowUp) -> str:
    """Say how many attempts were made by now, and how many it is short of."""
    short = lead.asked - lead.made
    return f"{lead.made:,}, {short:,} short" if short > 0 else f"{lead.made:,}"


def beyond(shown: int, in_all: int) -> str:
    """Say where the rest of a list is."""
    return (
        f"{shown:,} of {in_all:,} are listed, the most urgent ones. The other {in_all - shown:,} are in the rows as "
        "CSV behind How counted?, and an owner's own in the list of that owner."
    )


def on_desks(desks: Sequence[Desk], sight: Sight) -> str:
    """Say who has most to do, and offer what lies on each rep's desk."""
    named = [one for one in sight.of(desks[:-1]) if one.rep is not None and one.owed.breached_waiting]
    if not named:
        return "What lies on each rep's desk: nobody has a lead late"
    most = named[0]
    due = f" and {most.owed.due_before_next_standup:,} due" if most.owed.due_before_next_standup else ""
    late = theme.counted(most.owed.breached_waiting, "lead")
    return f"What lies on each rep's desk: {called(most.rep)} has most to call, {late} late{due}"


def since(board: Board) -> str:
    """Say from when on missed follow-ups are counted: the start of the month on screen."""
    return "this month" if board.month == board.present.month else f"since {board.month:%B %Y} began"


def others(owed: Sequence[Owed], since: str, sight: Sight) -> str:
    """Say which reps have nothing to call, but follow-ups that they missed; who may not be named is counted."""
    missed = sum(one.follow_ups_missed for one in owed)
    named = sorted(sight.of(owed), key=lambda one: -one.follow_ups_missed)[:NAMED]
    told = [f"{called(one.rep, UNASSIGNED)} ({one.follow_ups_missed:,})" for one in named]
    if rest := len(owed) - len(named):
        told.append(theme.counted(rest, f"{'other ' if named else ''}rep"))
    return f"Nothing to call, but {theme.counted(missed, 'follow-up')} missed {since}: {', '.join(told)}"


def apart(owed: Owed) -> str:
    """Say how the leads to be called hang together."""
    return (
        f"{owed.breached_waiting:,} late and waiting and {owed.due_before_next_standup:,} due before the next stand-up "
        "are different leads; both are among those without an owner or a first call, unless they are won."
    )


def counted(total: Desk) -> tuple[str, ...]:
    """Say how the columns of the reps' table hang together."""
    owed = total.owed
    return (
        apart(owed),
        f"{owed.follow_ups_missed:,} follow-ups missed, due since the month on screen began "
        f"({made_up(total.follow_ups_short, owed.follow_ups_missed)}), and "
        f"{total.follow_ups_due:,} due before the next stand-up are different leads.",
        silence(total),
    )


def silence(total: Desk) -> str:
    """Say what the records without a sign of life are, and that it is not age that brings them there."""
    return (
        f"{total.silent:,} without a sign of life = {total.silent_leads:,} leads + {total.silent_opportunities:,} "
        "opportunities. Those that nobody owns count too, and only once nothing has happened for 7 days: age alone "
        "brings none here."
    )


def silent(shown: int, in_all: int, desk: Desk, nobodys: Desk) -> str:
    """Say how many open records are silent, and how many of them nobody owns."""
    said = listed(shown, in_all, "open record", "without a sign of life for 7 days")
    if not in_all or not desk.total:
        return said
    return f"{said}, {nobodys.silent or 'none'} of them without an owner"


def listed(shown: int, in_all: int, noun: str, what: str) -> str:
    """Say how many records a list has, and how many of them are shown: "250 leads late and waiting, 200 shown".

    Where none is shown they are only counted.
    """
    if not in_all:
        return f"No {noun} {what}"
    rest = "" if shown in (0, in_all) else f", the {shown:,} most urgent shown"
    return f"{theme.counted(in_all, noun)} {what}{rest}"


def hottest(
    leads: Sequence[Waiting] | Sequence[Queued], in_all: int, what: str, order: str = "the highest score first"
) -> str:
    """Say the same of a list in an order of its own, where any lead of it has a score."""
    if not any(lead.about.score is not None for lead in leads):
        return listed(len(leads), in_all, "lead", what)
    rest = "" if len(leads) == in_all else f", {len(leads):,} shown"
    return f"{theme.counted(in_all, 'lead')} {what}{f', {order}' if in_all > 1 else ''}{rest}"


def queue(unowned: Mapping[Age, int], untouched: Mapping[Age, int]) -> str:
    """Say how many leads have no owner, or one who has not called."""
    nobody, owners = sum(unowned.values()), sum(untouched.values())
    if not nobody + owners:
        return "Every open lead has an owner who has called"
    whole = f"{theme.counted(nobody + owners, 'lead')} without an owner or a first call"
    return f"{whole} = {nobody:,} that nobody owns + {owners:,} that their owner has not contacted"
