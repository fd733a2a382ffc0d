"""Who has to act, as tables: one row a lead or rep, the most urgent first."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.board import NONE, UNASSIGNED
from sla_dash.board.act import Desk
from sla_dash.calendar import Calendar
from sla_dash.load import address
from sla_dash.records.queries.act import FollowUp, Queued, Silent, Waiting
from sla_dash.rules.act import Age
from sla_dash.screen.sheet import Cell, Link, Table

COMPLETE = "nothing"
"""What a lead lacks that carries all that was asked."""
Calendars = Mapping[str | None, Calendar]
"""Everybody's working time, and under None the agreement's own."""


def desks(rows: Sequence[Desk], sight: Sight) -> Table:
    """Lay out what lies on the desk of each rep who may be named, in the order of the headlines, the total last."""
    return [
        {
            "Rep": "All" if one.total else one.rep or UNASSIGNED,
            "Late": theme.count(one.owed.breached_waiting),
            "Due": theme.count(one.owed.due_before_next_standup),
            "Follow-ups missed": theme.count(one.owed.follow_ups_missed),
            "Queue": theme.count(one.untouched),
            "Silent": theme.count(one.silent),
        }
        for one in sight.of(rows)
    ]


def late(leads: Sequence[Waiting], calendars: Calendars, as_of: datetime, crm: str | None = None) -> Table:
    """Lay out the leads late and waiting; ``crm`` is where the CRM shows a lead, as everywhere here."""
    long = [lead.overdue for lead in leads]
    return _waiting(leads, calendars, as_of, crm, "Late by", long, "Since (owner's time)")


def due(leads: Sequence[Waiting], calendars: Calendars, as_of: datetime, crm: str | None = None) -> Table:
    """Lay out the leads due before the next stand-up."""
    return _waiting(leads, calendars, as_of, crm, "Left", [lead.left for lead in leads], "Due (owner's time)")


def _waiting(
    leads: Sequence[Waiting],
    calendars: Calendars,
    as_of: datetime,
    crm: str | None,
    how: str,
    long: Sequence[timedelta],
    when: str,
) -> Table:
    return [
        _named(lead.lead_id, lead.lead_type, lead.owner, crm)
        | about
        | {
            how: theme.duration(time),
            when: _due(lead, calendars),
            "Age": theme.age(as_of - (lead.qualified_at or lead.clock_at)),
        }
        for lead, about, time in zip(leads, _about(leads), long, strict=True)
    ]


def follow_ups(leads: Sequence[FollowUp], calendars: Calendars, as_of: datetime, crm: str | None = None) -> Table:
    """Lay out the leads to be followed up: attempts made by the due instant and until now."""
    return [
        _named(lead.lead_id, lead.lead_type, lead.owner, crm)
        | {
            "Attempts": f"{lead.made_by_due} of {lead.promised} by day {lead.day}",
            "By now": theme.count(lead.made),
            "Due (owner's time)": _local(lead.due_at, lead.owner, calendars),
            "Age": theme.age(as_of - lead.clock_at),
        }
        for lead in leads
    ]


def ages(unowned: Mapping[Age, int], untouched: Mapping[Age, int]) -> Table:
    """Lay out the hand-off queue by age since hand-off."""
    lines = {"Nobody owns it": unowned, "Owner has not contacted it": untouched}
    return [
        {"Queue": name, **{str(age): theme.count(n) for age, n in line.items()}, "All": theme.count(sum(line.values()))}
        for name, line in lines.items()
    ]


def queued(leads: Sequence[Queued], as_of: datetime, crm: str | None = None) -> Table:
    """Lay out leads of the hand-off queue."""
    return [
        _named(lead.lead_id, lead.lead_type, lead.owner, crm)
        | about
        | {
            "State": "nobody owns it" if lead.owner is None else "not contacted",
            "Age": theme.age(as_of - lead.qualified_at),
        }
        for lead, about in zip(leads, _about(leads), strict=True)
    ]


def silent(records: Sequence[Silent], as_of: datetime, zone: ZoneInfo, crm: str | None = None) -> Table:
    """Lay out leads and opportunities in which nothing has happened for a week; only leads are shown by the CRM."""
    return [
        _named(one.record_id, one.lead_type, one.owner, crm if one.record == "lead" else None, f"{one.record} ")
        | {
            "Silent for": theme.age(as_of - one.last_at),
            "Last touch": theme.long_ago(one.touched_at, zone) if one.touched_at else "never",
            "Age": theme.age(as_of - one.since_at),
        }
        for one in records
    ]


def _named(lead: str, lead_type: str | None, owner: str | None, crm: str | None, called: str = "") -> dict[str, Cell]:
    name = f"{called}{lead}"
    found = address.of(crm, lead)
    return {
        "Lead": Link(name, found) if found else name,
        "Lead type": lead_type or NONE,
        "Owner": owner or UNASSIGNED,
    }


def _about(leads: Sequence[Waiting | Queued]) -> list[dict[str, Cell]]:
    """Say what is known of each lead; a column that would be empty for all of them is left out."""
    known = [lead.about for lead in leads]
    columns: dict[str, Sequence[str | None]] = {
        "Who": [", ".join(filter(None, (one.name, one.company))) for one in known],
        "Score": [None if one.score is None else theme.score(one.score) for one in known],
        "Missing": [one.missing if one.missing is None else one.missing or COMPLETE for one in known],
    }
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    return [{name: cells[n] or theme.ABSENT for name, cells in shown.items()} for n in range(len(leads))]


def _due(lead: Waiting, calendars: Calendars) -> str:
    at = calendars[lead.owner].deadline(lead.clock_at, lead.promise)
    return _local(at, lead.owner, calendars) if at else theme.ABSENT


def _local(at: datetime, owner: str | None, calendars: Calendars) -> str:
    return theme.day_and_time(at, calendars[owner].zone)
