"""Terms that promise nothing, under which records are prepared where nobody has promised anything yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sla_dash.agreement import Milestone, Terms
from sla_dash.agreement.fields import is_name

CADENCE = tuple(Milestone(day=day, attempts=attempts) for day, attempts in ((14, 3), (28, 5), (56, 7)))
"""The days by which attempts are counted, and what is asked by each of them where nothing is known."""
STAGES = ("mql_to_sql", "sql_to_opportunity", "win")
"""The conversion rates in the order of the agreement."""
WORKING_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
HOURS = "09:00-17:00"
STANDUP = "09:00"
UTC = "UTC"


class Because(StrEnum):
    """Why days and months begin where they do."""

    ASKED = "asked for"
    AGREED = "of the agreement so far"
    MAPPED = "named in the mapping"
    MACHINE = "of this machine"
    NOTHING = "of no place"


@dataclass(frozen=True, slots=True)
class Place:
    """The time zone in which days and months begin."""

    zone: str
    because: Because


def place(asked: str | None, mapped: Iterable[str], machine: str | None) -> Place:
    """Choose the zone: the one asked for, the one that the mapping names for times, the machine's, or UTC.

    UTC in a mapping says how times are written and not where anybody works; two zones there leave it open.
    """
    if asked:
        return Place(asked, Because.ASKED)
    named = sorted({zone for zone in mapped if zone.rpartition("/")[2] != UTC})
    if len(named) == 1:
        return Place(named[0], Because.MAPPED)
    return Place(machine, Because.MACHINE) if machine else Place(UTC, Because.NOTHING)


@dataclass(frozen=True, slots=True)
class Named:
    """The leads of one kind on record, tests left out."""

    stream: str | None
    lead_type: str | None
    leads: int
    handed_over: int
    assigned: int
    first_at: datetime
    last_at: datetime
    last_handed_over_at: datetime | None

    @property
    def nameable(self) -> bool:
        """Whether an agreement can call its stream and its type by their names."""
        return is_name(self.stream) and is_name(self.lead_type)


def provisional(found: Sequence[Named], zone: str) -> Terms:
    """Return terms that promise nothing, under which records are prepared so that all questions can be asked of them.

    They hold for ever and name every kind of lead that can be named. Rates of 1 stand there because only a rate that is
    agreed is held against evidence, and the cadence because attempts are counted by its days.
    """
    kinds: dict[str, list[dict[str, object]]] = {}
    for one in found:
        if one.nameable:
            rates = dict.fromkeys(STAGES, 1)
            kinds.setdefault(str(one.stream), []).append({"name": one.lead_type, "targets": 0, "rates": rates})
    streams = [{"name": stream, "lead_type": types} for stream, types in kinds.items()]
    nothing = [{"name": "nothing", "lead_type": [{"name": "nothing", "targets": 0}]}]
    return Terms.model_validate(
        {
            "version": 1,
            "title": "Nothing is promised yet",
            "valid_from": date(1970, 1, 1),
            "next_revision": date(2099, 12, 31),
            "timezone": zone,
            "standup": {"at": STANDUP},
            "clock_start": clock_start(found),
            "follow_up": [step.model_dump() for step in CADENCE],
            "working_week": {day: [HOURS] for day in WORKING_DAYS},
            "stream": streams or nothing,
            "text_hash": "",
        }
    )


def clock_start(found: Iterable[Named]) -> str:
    """Choose when clocks start: at hand-off, or where no lead has one at assignment, or else when a lead is created."""
    every = list(found)
    if any(one.handed_over for one in every):
        return "qualified_at"
    return "assigned_at" if any(one.assigned for one in every) else "created_at"
