"""Sales' promise in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.board import NONE, UNASSIGNED
from sla_dash.contact import InTime, State
from sla_dash.delivery import Standing
from sla_dash.queries.contact import Owed
from sla_dash.words.phrase import Headline, unbroken

NAMED = 6
"""Reps named on the stand-up screen; the others are counted."""


def promise(total: InTime) -> str:
    """Say within which time what share of the leads was to be contacted."""
    if total.promised_share is None:
        return "no time to contact for these leads"
    within = f"within {theme.duration(total.promise)}" if total.promise else "in time"
    return f"contact {within} for {theme.share(total.promised_share)} of leads"


def headlines(total: InTime, owed: Owed, next_standup: str) -> tuple[Headline, Headline]:
    """Say where sales' promise stands, and how many leads somebody must call."""
    mark = theme.contacted(total.standing, could_be_chance=total.could_be_chance)
    asked = f"In time, {theme.share(total.promised_share)} promised" if total.promised_share else "In time"
    value = theme.ABSENT
    if total.share:
        few = total.decided < theme.ENOUGH_EVENTS
        value = theme.part(total.states[State.MET], total.decided) if few else theme.share(total.share.share)
    due = f"{owed.due_before_next_standup:,} more" if owed.due_before_next_standup else "none"
    return (
        Headline(asked, value, mark),
        Headline(
            "Late and waiting, all months",
            theme.count(owed.breached_waiting),
            theme.owing(owed.breached_waiting, f"{due} due before {next_standup}"),
        ),
    )


def in_time(row: InTime) -> str:
    """Say which share was contacted in time, with its interval and n; only counts while there are few."""
    if row.share is None:
        uncalled = theme.counted(row.never_contacted, "lead")
        return f"{uncalled} not contacted" if row.never_contacted else "nothing to judge"
    if row.decided < theme.ENOUGH_EVENTS:
        return f"{row.states[State.MET]} of {row.decided} decided in time"
    interval = theme.span(row.share.low, row.share.high)
    return f"{theme.share(row.share.share)} in time ({interval}, n {theme.count(row.n)})"


def people(row: InTime) -> str:
    """Count the leads by where they stand."""
    states = row.states
    named = [
        (states[State.MET], "in time"),
        (states[State.BREACHED], "late"),
        (states[State.BREACHED_WAITING], "late and waiting"),
        (states[State.AT_RISK], "at risk"),
        (states[State.WAITING], "waiting"),
        (states[State.INVALID], "touched before their start"),
        (states[State.NO_PROMISE], "without a promise"),
        (states[State.NO_CALENDAR], "without a calendar"),
    ]
    return " · ".join(f"{n:,} {what}" for n, what in named if n) or "no leads"


def by_type(rows: Sequence[InTime]) -> str:
    """Name every type with its promise and the share in time, the total left out."""
    named = []
    for row in rows:
        if row.total or row.promise is None:
            continue
        mark = theme.contacted(row.standing, could_be_chance=row.could_be_chance)
        share = theme.part(row.states[State.MET], row.decided)
        if row.share and row.decided >= theme.ENOUGH_EVENTS:
            share = theme.share(row.share.share)
        named.append(f"{row.lead_type or NONE} {theme.duration(row.promise)} :{mark.colour}[{mark.glyph} {share}]")
    return unbroken(named)


def act_line(owed: Sequence[Owed]) -> str:
    """Name the reps who owe most, and count the others."""
    urgent = [one for one in owed if not one.total and one.breached_waiting + one.due_before_next_standup]
    if not urgent:
        return f"{theme.delivered(Standing.IN, could_be_chance=False).glyph} Nobody is on it"
    named = []
    for one in urgent[:NAMED]:
        parts = [
            f":red[**{one.breached_waiting} late**]" if one.breached_waiting else "",
            f"{one.due_before_next_standup} due" if one.due_before_next_standup else "",
        ]
        named.append(f"**{one.rep or UNASSIGNED}**: {', '.join(part for part in parts if part)}")
    more = len(urgent) - NAMED
    missed = owed[-1].follow_ups_missed
    tail = [f"{theme.counted(more, 'rep')} more"] if more > 0 else []
    return unbroken([*named, *tail, f"{theme.counted(missed, 'follow-up')} missed this month"])


def waiting(listed: int, in_all: int) -> str:
    """Say how many leads wait, and how many of them are listed."""
    if not in_all:
        return "Nobody waits who is late or due"
    shown = "" if listed == in_all else f", the {listed:,} most urgent of them listed"
    return f"{theme.counted(in_all, 'lead')} late or due before the next stand-up{shown}"


def reached(row: InTime) -> str:
    """Say what the contact curve shows, for those who do not see it."""
    half, most = theme.duration(row.median), theme.duration(row.p90)
    return f"{in_time(row)}. Half were contacted by {half}, nine in ten by {most}; {row.never_contacted:,} never."
