"""Whom sales contacted and who waits, as tables."""

from collections.abc import Sequence

import pandas as pd

from sla_dash import theme, words
from sla_dash.board import NONE, UNASSIGNED, Board
from sla_dash.contact import InTime, State
from sla_dash.queries.contact import Owed, Waiting

RARE = (
    (State.INVALID, "Touched early"),
    (State.NO_PROMISE, "No promise"),
    (State.NO_CALENDAR, "No calendar"),
)


def lines(rows: Sequence[InTime]) -> pd.DataFrame:
    """Lay out the contact lines, the total last; states that no lead is in are left out where they are rare."""
    rare = [(state, name) for state, name in RARE if any(row.states[state] for row in rows)]
    return pd.DataFrame(
        {
            "Leads": words.phrase.name(row.stream, row.lead_type, total=row.total),
            "Promise": f"{theme.duration(row.promise)} for {theme.share(row.promised_share)}"
            if row.promise
            else theme.ABSENT,
            "Standing": theme.contacted(row.standing, could_be_chance=row.could_be_chance).text,
            "Share in time": words.contact.share(row),
            "Where time is up": words.contact.time_is_up(row),
            "Median": theme.duration(row.median),
            "Nine in ten": theme.duration(row.p90),
            "Never": theme.count(row.never_contacted),
            "In time": theme.count(row.states[State.MET]),
            "Late": theme.count(row.states[State.BREACHED]),
            "Late, waiting": theme.count(row.states[State.BREACHED_WAITING]),
            "At risk": theme.count(row.states[State.AT_RISK]),
            "Waiting": theme.count(row.states[State.WAITING]),
            **{name: theme.count(row.states[state]) for state, name in rare},
        }
        for row in rows
    )


def waiting(board: Board, leads: Sequence[Waiting]) -> pd.DataFrame:
    """Lay out the leads that nobody has contacted, the most urgent first."""
    rows = []
    for lead in leads:
        calendar = board.calendar_of(lead.owner)
        due = calendar.deadline(lead.clock_at, lead.promise)
        rows.append(
            {
                "Lead": lead.lead_id,
                "Lead type": lead.lead_type or NONE,
                "Owner": lead.owner or UNASSIGNED,
                "State": "▼ late" if lead.breached else "◔ due",
                "Working time": f"{theme.duration(lead.overdue)} over"
                if lead.breached
                else f"{theme.duration(lead.left)} left",
                "Due (owner's time)": theme.day_and_time(due, calendar.zone) if due else theme.ABSENT,
            }
        )
    return pd.DataFrame(rows, columns=["Lead", "Lead type", "Owner", "State", "Working time", "Due (owner's time)"])


def owed(rows: Sequence[Owed]) -> pd.DataFrame:
    """Lay out what each rep owes, the total last."""
    return pd.DataFrame(
        {
            "Rep": "All" if one.total else one.rep or UNASSIGNED,
            "Late": one.breached_waiting,
            "Due": one.due_before_next_standup,
            "Follow-ups missed": one.follow_ups_missed,
        }
        for one in rows
    )
