"""Who has to act, as tables: one row a lead or rep, the most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board import UNASSIGNED
from sla_dash.board.act import Desk
from sla_dash.calendar import Calendar
from sla_dash.load import address
from sla_dash.records.queries.act import FollowUp, Queued, Silent, Waiting
from sla_dash.rules.act import Age
from sla_dash.screen.sheet import Bar, Cell, Link, Row, Table, Tick, Total
from sla_dash.words.phrase import NO_TYPE

MINUTE = timedelta(minutes=1)
COMPLETE, UNKNOWN = "complete", "not checked"
"""What is said of a lead that carries all that was asked, and of one of which nothing was asked, or nobody knows."""
Calendars = Mapping[str | None, Calendar]
"""Everybody's working time, and under None the agreement's own."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is said to be done on a list."""

    says: tuple[tuple[str, str], ...] = ()
    """By whom and when, by the key of a tick."""
    writes: bool = False
    """Whether who looks may tick; else it is only said."""


ALL_OPEN = Done()
"""Nothing is done, and nobody may tick."""


def desks(rows: Sequence[Desk], sight: Sight) -> Table:
    """Lay out what lies on the desk of each rep who may be named, in the order of the headlines, the total last."""
    most = max((one.owed.breached_waiting for one in rows[:-1]), default=0) or 1
    return [
        (Total if one.total else dict)(
            {
                "Rep": "All" if one.total else one.rep or UNASSIGNED,
                "Late": _late(one, most),
                "Due": theme.count(one.owed.due_before_next_standup),
                "Follow-ups missed": theme.count(one.owed.follow_ups_missed),
                "Not contacted yet": theme.count(one.untouched),
                words.act.TABS["silent"]: theme.count(one.silent),
            }
        )
        for one in sight.of(rows)
    ]


def _late(one: Desk, most: int) -> Cell:
    late = one.owed.breached_waiting
    return theme.count(late) if one.total else Bar(theme.count(late), late / most, theme.BAD)


def late(
    leads: Sequence[Waiting], calendars: Calendars, as_of: datetime, crm: str | None = None, done: Done = ALL_OPEN
) -> Table:
    """Lay out the leads late and waiting; ``crm`` is where the CRM shows a lead, as everywhere here.

    What is done comes last in every list.
    """
    long = [theme.duration(lead.overdue) for lead in leads]
    return _waiting(leads, calendars, as_of, crm, ("Late by, working time", "Since, owner's time"), long, done)


def due(
    leads: Sequence[Waiting], calendars: Calendars, as_of: datetime, crm: str | None = None, done: Done = ALL_OPEN
) -> Table:
    """Lay out the leads due before the next stand-up."""
    left = [theme.duration(lead.left) if lead.left >= MINUTE else "now" for lead in leads]
    return _waiting(leads, calendars, as_of, crm, ("Left", "Due, owner's time"), left, done)


def _waiting(
    leads: Sequence[Waiting],
    calendars: Calendars,
    as_of: datetime,
    crm: str | None,
    columns: tuple[str, str],
    long: Sequence[str],
    done: Done,
) -> Table:
    how, when = columns
    return _done(
        [
            _named(lead.lead_id, lead.lead_type, lead.owner, crm)
            | about
            | {
                how: time,
                when: _due(lead, calendars),
                "Age": theme.age(as_of - (lead.qualified_at or lead.clock_at)),
            }
            for lead, about, time in zip(leads, _about(leads), long, strict=True)
        ],
        [f"lead {lead.lead_id}" for lead in leads],
        done,
    )


def follow_ups(
    leads: Sequence[FollowUp], calendars: Calendars, as_of: datetime, crm: str | None = None, done: Done = ALL_OPEN
) -> Table:
    """Lay out the leads to be followed up: attempts made by the due instant and until now."""
    rows = [
        _named(lead.lead_id, lead.lead_type, lead.owner, crm)
        | {
            "Attempts by then": f"{lead.made_by_due} of {lead.promised} by day {lead.day}",
            "Attempts by now": words.act.made(lead),
            "Due, owner's time": _local(lead.due_at, lead.owner, calendars),
            "Age": theme.age(as_of - lead.clock_at),
        }
        for lead in leads
    ]
    return _done(rows, [f"lead {lead.lead_id}" for lead in leads], done)


def ages(unowned: Mapping[Age, int], untouched: Mapping[Age, int]) -> Table:
    """Lay out the hand-off queue by age since hand-off."""
    lines = {"Nobody owns it": unowned, "Owner has not contacted it": untouched}
    return [
        {"Queue": name, **{str(age): theme.count(n) for age, n in line.items()}, "All": theme.count(sum(line.values()))}
        for name, line in lines.items()
    ]


def queued(leads: Sequence[Queued], as_of: datetime, crm: str | None = None, done: Done | None = None) -> Table:
    """Lay out leads of the hand-off queue; without ``done`` nothing is ticked off."""
    rows = [
        _named(lead.lead_id, lead.lead_type, lead.owner, crm)
        | about
        | {
            "State": "nobody owns it" if lead.owner is None else "not contacted",
            "Age": theme.age(as_of - lead.qualified_at),
        }
        for lead, about in zip(leads, _about(leads), strict=True)
    ]
    return rows if done is None else _done(rows, [f"lead {lead.lead_id}" for lead in leads], done)


def silent(
    records: Sequence[Silent], as_of: datetime, zone: ZoneInfo, crm: str | None = None, done: Done = ALL_OPEN
) -> Table:
    """Lay out leads and opportunities in which nothing has happened for a week; only leads are shown by the CRM."""
    rows = [
        _named(one.record_id, one.lead_type, one.owner, crm if one.record == "lead" else None, f"{one.record} ")
        | {
            "No sign for": theme.age(as_of - one.last_at),
            "Last touch": theme.long_ago(one.touched_at, zone) if one.touched_at else "never",
            "Age": theme.age(as_of - one.since_at),
        }
        for one in records
    ]
    return _done(rows, [f"{one.record} {one.record_id}" for one in records], done)


def _done(rows: Sequence[Row], keys: Sequence[str], done: Done) -> Table:
    """Add what is done, where anything is or may be ticked, and put it last."""
    says = dict(done.says)
    if not done.writes and says.keys().isdisjoint(keys):
        return rows
    whole: list[Row] = []
    for row, key in zip(rows, keys, strict=True):
        said = says.get(key, "")
        tick = Tick(key, f"{key} is done", on=key in says, says=said)
        whole.append({**row, "Done": tick if done.writes else said or theme.ABSENT})
    return [whole[n] for n in sorted(range(len(keys)), key=lambda n: keys[n] in says)]


def _named(lead: str, lead_type: str | None, owner: str | None, crm: str | None, called: str = "") -> dict[str, Cell]:
    name = f"{called}{lead}"
    found = address.of(crm, lead)
    return {
        "Lead": Link(name, found) if found else name,
        "Lead type": lead_type or NO_TYPE,
        "Owner": owner or UNASSIGNED,
    }


def _about(leads: Sequence[Waiting | Queued]) -> list[dict[str, Cell]]:
    """Say what is known of each lead; a column that would be empty for all of them is left out."""
    known = [lead.about for lead in leads]
    columns: dict[str, Sequence[str | None]] = {
        "Who": [", ".join(filter(None, (one.name, one.company))) for one in known],
        "Score": [None if one.score is None else theme.score(one.score) for one in known],
        "Details missing": [one.missing if one.missing is None else one.missing or COMPLETE for one in known],
    }
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    empty = {"Details missing": UNKNOWN}
    return [
        {name: cells[n] or empty.get(name, theme.ABSENT) for name, cells in shown.items()} for n in range(len(leads))
    ]


def _due(lead: Waiting, calendars: Calendars) -> str:
    at = calendars[lead.owner].deadline(lead.clock_at, lead.promise)
    return _local(at, lead.owner, calendars) if at else theme.ABSENT


def _local(at: datetime, owner: str | None, calendars: Calendars) -> str:
    """Write an instant as the owner's clock shows it, and where that is if it is not the room's."""
    zone, room = calendars[owner].zone, calendars[None].zone
    said = theme.day_and_time(at, zone)
    apart = at.astimezone(zone).utcoffset() != at.astimezone(room).utcoffset()
    return f"{said} {zone.key.rpartition('/')[2].replace('_', ' ')}" if apart else said
