"""Answers as tables for the screen: one row an answer, every cell already in words."""

from collections.abc import Sequence

import pandas as pd

from sla_dash import queries, standup, theme
from sla_dash.board import NONE, UNASSIGNED, Board, DeliveryLine
from sla_dash.contact import InTime, State
from sla_dash.queries import Owed, Waiting


def delivery(lines: Sequence[DeliveryLine]) -> pd.DataFrame:
    """Lay out the delivery lines, the total last."""
    rows = []
    for line in lines:
        so_far, landing = line.so_far, line.forecast
        rows.append(
            {
                "Leads": standup.name(so_far.stream, so_far.lead_type, total=so_far.total),
                "Standing": theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance).text,
                "Delivered": theme.count(so_far.counts.net),
                "Expected": theme.count(so_far.expected),
                "Target": theme.count(so_far.target),
                "Today": theme.count(so_far.counts.today),
                "Rejected": theme.count(so_far.counts.rejected),
                "Value": theme.money(so_far.value_delivered),
                "Value due": theme.money(so_far.value_expected),
                "Lands at": f"{theme.count(landing.mean)} ({landing.low:,}–{landing.high:,})"
                if landing
                else theme.ABSENT,
                "In band": theme.share(landing.in_band if landing else None),
                "Needed/day": theme.rate(so_far.needed.target if so_far.needed else None),
                "Most/day": theme.rate(so_far.needed.upper if so_far.needed else None),
            }
        )
    return pd.DataFrame(rows)


def contact(rows: Sequence[InTime]) -> pd.DataFrame:
    """Lay out the contact lines, the total last."""
    return pd.DataFrame(
        {
            "Leads": standup.name(row.stream, row.lead_type, total=row.total),
            "Promise": f"{theme.duration(row.promise)} for {theme.share(row.promised_share)}"
            if row.promise
            else theme.ABSENT,
            "Standing": theme.contacted(row.standing, could_be_chance=row.could_be_chance).text,
            "In time": standup.in_time(row),
            "Time over": theme.part(row.elapsed_met, row.elapsed),
            "Late": theme.count(row.states[State.BREACHED]),
            "Waiting late": theme.count(row.states[State.BREACHED_WAITING]),
            "At risk": theme.count(row.states[State.AT_RISK]),
            "Waiting": theme.count(row.states[State.WAITING]),
            "Median": theme.duration(row.median),
            "Nine in ten": theme.duration(row.p90),
            "Never": theme.count(row.never_contacted),
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


def files(found: Sequence[queries.File]) -> pd.DataFrame:
    """Lay out what came of every file."""
    return pd.DataFrame(
        {
            "Table": one.table,
            "File": one.file,
            "Rows in": theme.count(one.rows_in),
            "Kept": theme.count(one.kept),
            "Rejected": theme.count(one.rejected),
        }
        for one in found
    )


def reasons(found: Sequence[queries.Reason]) -> pd.DataFrame:
    """Lay out why rows were rejected."""
    return pd.DataFrame(
        {
            "Rows": one.rows,
            "Table": one.table,
            "Column": one.column or theme.ABSENT,
            "Reason": one.reason,
            "First": f"{one.file} line {one.line}",
            "Value": one.value or "",
        }
        for one in found
    )


def doubts(found: Sequence[queries.Doubt]) -> pd.DataFrame:
    """Lay out what is kept although something about it is doubtful."""
    return pd.DataFrame(
        {"Rows": one.rows, "Table": one.table, "What": one.check, "Such as": one.example or "", "Meaning": one.meaning}
        for one in found
    )


def outcomes(found: Sequence[queries.Outcome]) -> pd.DataFrame:
    """Lay out leads and wins by lead type; under ten wins there is no percentage."""
    return pd.DataFrame(
        {
            "Stream": one.stream or NONE,
            "Lead type": one.lead_type or NONE,
            "Leads": theme.count(one.leads),
            "Won": theme.count(one.won),
            "Share won": theme.ABSENT if one.won < theme.ENOUGH_EVENTS else theme.fine_share(one.share),
        }
        for one in found
    )


def months(found: Sequence[queries.MonthCount]) -> pd.DataFrame:
    """Lay out leads and wins by month, the newest first."""
    return pd.DataFrame(
        {"Month": f"{one.month:%Y-%m}", "Leads": theme.count(one.leads), "Won": theme.count(one.won)}
        for one in reversed(found)
    )
