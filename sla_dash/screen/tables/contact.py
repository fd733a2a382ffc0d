"""Whom sales contacted in time, as tables."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.rules.contact import InTime, State
from sla_dash.screen.sheet import Table

RARE = (
    (State.INVALID, "Touched early"),
    (State.NO_PROMISE, "No promise"),
    (State.NO_CALENDAR, "No calendar"),
    (State.NEVER_ASSIGNED, "Never assigned"),
    (State.KNOWN_BY_DAY, "Known by the day"),
)


def lines(rows: Sequence[InTime]) -> Table:
    """Lay out the contact lines, the total last; states that no lead is in are left out where they are rare."""
    rare = [(state, name) for state, name in RARE if any(row.states[state] for row in rows)]
    return [
        {
            "Leads": words.phrase.name(row.stream, row.lead_type, total=row.total),
            "Promise": f"{theme.duration(row.promise)} for {words.contact.promised(row)}"
            if row.promise
            else theme.ABSENT,
            "Standing": theme.contacted(row.standing, could_be_chance=row.could_be_chance).text,
            "Share in time": words.contact.share(row),
            "Where time is up": words.contact.time_is_up(row),
            "Median": theme.duration(row.median),
            "Nine in ten": theme.duration(row.p90),
            "Not contacted": theme.count(row.never_contacted),
            "In time": theme.count(row.states[State.MET]),
            "Late": theme.count(row.states[State.BREACHED]),
            "Late, waiting": theme.count(row.states[State.BREACHED_WAITING]),
            "At risk": theme.count(row.states[State.AT_RISK]),
            "Waiting": theme.count(row.states[State.WAITING]),
            **{name: theme.count(row.states[state]) for state, name in rare},
        }
        for row in rows
    ]
