"""Sales' promise in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.board import NONE
from sla_dash.contact import InTime, State
from sla_dash.queries.act import Owed
from sla_dash.words import act
from sla_dash.words.phrase import Headline, unbroken


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
    return Headline(asked, value, mark), act.late(owed, next_standup)


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


def reached(row: InTime) -> str:
    """Say what the contact curve shows, for those who do not see it."""
    half, most = theme.duration(row.median), theme.duration(row.p90)
    return f"{in_time(row)}. Half were contacted by {half}, nine in ten by {most}; {row.never_contacted:,} never."
