"""Random leads of which, and of whose touches, often only the day is known, and what plain Python makes of each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import duckdb

from sla_dash.agreement import Agreements, parse
from sla_dash.agreement.times import WEEKDAYS
from sla_dash.board import Board
from sla_dash.calendar import DAY, Calendar, local_day, utc
from sla_dash.records.store import Snapshot
from sla_dash.rules import contact, followup
from sla_dash.rules.contact import State
from sla_dash.rules.followup import Kept
from tests import drawn
from tests.times import naive

START = datetime(2026, 10, 1, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 11, 23, tzinfo=UTC)
AS_OF = [datetime(2026, 11, 12, 13, 7, tzinfo=UTC), MIDNIGHT, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
PROMISE = {"form": timedelta(hours=4), "outbound": timedelta(hours=8)}
MORNINGS = ", ".join(f'{day} = ["09:00-13:00"]' for day in ("monday", "tuesday", "thursday"))
EVERY_DAY = ", ".join(f'{day} = ["09:00-17:00"]' for day in WEEKDAYS)
OWN = f"""
[[schedule]]
rep = "bob"
working_week = {{ {MORNINGS} }}
[[schedule]]
rep = "cho"
working_week = {{ {EVERY_DAY} }}
[[stream]]"""
HELD = Agreements((parse(drawn.AGREEMENT[::-1].replace("h4", "h8", 1)[::-1].replace("[[stream]]", OWN, 1)),))
ZONE = HELD.versions[0].zone
ZONES = [ZONE, ZONE, ZoneInfo("America/New_York")]

At = tuple[datetime, datetime | None]
"""An instant, or the beginning and the end of the day that it is known by."""


@dataclass(frozen=True)
class Lead:
    id: str
    kind: str | None
    owner: str | None
    start: datetime
    until: datetime | None
    touches: list[tuple[At, bool]]
    closed: datetime | None

    @property
    def counted(self) -> list[datetime]:
        return [contact.counted_at(*at, self.start) for at, _ in self.touches]

    @property
    def due_from(self) -> datetime:
        return self.until or self.start

    @property
    def calendar(self) -> Calendar:
        return HELD.versions[0].calendar({}, self.owner)

    @property
    def promise(self) -> timedelta | None:
        return PROMISE.get(self.kind or "")

    @property
    def stopped(self) -> datetime | None:
        spoken = [at for at, (_, spoke) in zip(self.counted, self.touches, strict=True) if spoke]
        return min([*spoken, *([self.closed] if self.closed else [])], default=None)

    def first(self, as_of: datetime) -> datetime | None:
        return min((at for at in self.counted if at <= as_of), default=None)

    def state(self, here: Board) -> State | None:
        return contact.state(
            self.start,
            min(self.counted, default=None),
            here.as_of,
            self.promise,
            self.calendar,
            ended=self.closed,
            next_standup=here.next_standup,
            until=self.until,
        )

    def milestones(self, here: Board) -> list[tuple[int, Kept, datetime]]:
        made = followup.attempts(self.counted, self.start, self.stopped)
        return [
            (
                step.day,
                followup.milestone(self.due_from, made, here.as_of, self.stopped, step)[0],
                self.due_from + step.day * DAY,
            )
            for step in HELD.versions[0].follow_up
        ]


def known(at: datetime, random: Random) -> At:
    """Forget the hour of one in two."""
    if random.random() < 0.5:
        return at, None
    zone = random.choice(ZONES)
    day = local_day(at, zone)
    return utc(day, 0, zone), utc(day + DAY, 0, zone)


def draw(number: int, random: Random) -> Lead:
    at = START + timedelta(seconds=random.uniform(0, 45 * 86_400))
    if number % 2 == 0:
        at = AS_OF[number % 3] - timedelta(seconds=random.uniform(-12 * 3600, 40 * 3600))
    touched = [at + timedelta(hours=random.choice([1, 40, 700]) * random.uniform(-0.1, 1)) for _ in range(7)]
    return Lead(
        f"{number:03}",
        random.choice(["form", "outbound", "form", None]),
        random.choice(["ann", "bob", None]),
        *known(at, random),
        [(known(one, random), random.random() < 0.15) for one in touched[: random.choice([0, 1, 1, 7])]],
        at + timedelta(days=random.uniform(0, 40)) if random.random() < 0.3 else None,
    )


@cache
def leads() -> list[Lead]:
    random = Random(21)
    return [draw(number, random) for number in range(600)]


def records(until: datetime = datetime(9999, 1, 1, tzinfo=UTC)) -> duckdb.DuckDBPyConnection:
    """Load the leads with what counts up to an instant, inclusive."""

    def cell(at: datetime | None) -> str:
        return str(naive(at)) if at else ""

    drawing = ["lead_id | lead_type | owner | closed_at | qualified_at | qualified_until"]
    touched = ["lead_id | outcome | touched_at | touched_until"]
    for lead in leads():
        if lead.start <= until:
            closed = lead.closed if lead.closed and lead.closed <= until else None
            instants = map(cell, (closed, lead.start, lead.until))
            drawing.append(" | ".join([lead.id, lead.kind or "", lead.owner or "", *instants]))
            touched += [
                " | ".join([lead.id, "connected" if spoke else "no_answer", *map(cell, at)])
                for counted, (at, spoke) in zip(lead.counted, lead.touches, strict=True)
                if counted <= until
            ]
    return drawn.records(HELD, leads="\n".join(drawing), touches="\n".join(touched))


@cache
def connection() -> duckdb.DuckDBPyConnection:
    return records()


def board(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> Board:
    return Board(Snapshot(connection), HELD, as_of, local_day(as_of, ZONE).replace(day=1))
