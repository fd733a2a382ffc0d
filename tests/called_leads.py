"""Random leads that were called or were not, and what plain Python makes of each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import duckdb

from sla_dash.agreement import Agreements, parse
from sla_dash.board import Board
from sla_dash.records.store import Asked, Snapshot
from sla_dash.rules import contact
from sla_dash.rules.contact import State, Timed
from sla_dash.statistics import survival
from tests import drawn

START = datetime(2026, 10, 1, tzinfo=UTC)
COINCIDENCE = 0.1
"""How often an event falls on an edge: the start of the clock, or an instant asked at."""
AS_OF = [datetime(2026, 11, 12, 13, 7, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
PROMISE = {"form": timedelta(hours=4), "outbound": timedelta(minutes=45)}
HELD = Agreements(
    (parse(drawn.AGREEMENT[::-1].replace('"4h"'[::-1], '"45min"'[::-1], 1)[::-1]),)  # the last clause is outbound's
)
CALENDAR = HELD.versions[0].calendar({})
ZONE = HELD.versions[0].zone


@dataclass(frozen=True)
class Lead:
    """One random lead, and what plain Python makes of it."""

    id: str
    kind: str | None
    owner: str | None
    score: int | None
    start: datetime
    assigned: datetime | None
    first: datetime | None
    first_by: str | None
    spoken: datetime | None
    closed: datetime | None
    won: datetime | None

    @property
    def promise(self) -> timedelta | None:
        return PROMISE.get(self.kind or "")

    def known(self, at: datetime | None, as_of: datetime) -> datetime | None:
        return at if at and at <= as_of else None

    def valid(self, as_of: datetime) -> bool:
        """Whether the clock has started, and nobody touched the lead before it did."""
        first = self.known(self.first, as_of)
        return self.start <= as_of and not (first and first < self.start)

    def used(self, until: datetime) -> timedelta:
        return CALENDAR.working_time(self.start, until)

    def state(self, board: Board) -> State | None:
        return contact.state(
            self.start,
            self.first,
            board.as_of,
            self.promise,
            CALENDAR,
            ended=self.closed,
            next_standup=board.next_standup,
        )

    def timed(self, board: Board) -> Timed:
        """Return the lead as the domain reads it, from the calendar second by second."""
        state = self.state(board)
        assert state
        first, closed = self.known(self.first, board.as_of), self.known(self.closed, board.as_of)
        minutes = survival.minutes(self.used(first or board.as_of), bool(first))
        seconds = int(self.promise.total_seconds()) if self.promise else None
        untouched = closed and not first
        return Timed("SMB", self.kind, seconds, None, state, bool(first), False, None if untouched else minutes, 1)


def draw(number: int, random: Random) -> Lead:
    start = START + timedelta(seconds=random.uniform(0, 45 * 86_400))
    if number % 3 == 0:
        start = AS_OF[number % 2] - timedelta(seconds=random.uniform(0, 30 * 3600))
    if number % 40 == 5:
        start = AS_OF[number // 40 % 2]

    def later(most: float, chance: float) -> datetime | None:
        if random.random() >= chance:
            return None
        if random.random() < COINCIDENCE:
            return random.choice([at for at in (start, *AS_OF) if start <= at <= start + timedelta(hours=most)])
        return start + timedelta(seconds=random.uniform(-1800, most * 3600))

    first = later(random.choice([3, 70]), 0.75)
    talked = random.random()
    spoken = None
    if first and talked < 0.7:
        spoken = first if talked < 0.2 else first + timedelta(seconds=random.uniform(60, 90 * 3600))
    return Lead(
        f"{number:03}",
        random.choice(["form", "outbound", "form", None]),
        random.choice(["ann", "bob", None]),
        random.choice([None, random.randrange(100)]),
        start,
        later(random.choice([1, 40]), 0.85),
        first,
        random.choice(["ann", "cho", None]),
        spoken,
        later(30 * 24, 0.3),
        later(110 * 24, 0.35),
    )


@cache
def leads() -> list[Lead]:
    """Return the same 400 random leads every time."""
    random = Random(11)
    return [draw(number, random) for number in range(400)]


def records(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    def cell(at: datetime | None) -> str:
        return str(at.replace(tzinfo=None)) if at else ""

    drawing = ["lead_id | lead_type | owner | score | qualified_at | assigned_at | closed_at"]
    touches, deals = ["lead_id | touched_at | rep | outcome"], ["deal_id | lead_id | opened_at | closed_at | stage"]
    for lead in leads:
        cells = [lead.id, lead.kind or "", lead.owner or "", "" if lead.score is None else str(lead.score)]
        drawing.append(" | ".join([*cells, cell(lead.start), cell(lead.assigned), cell(lead.closed)]))
        if lead.first:
            outcome = "connected" if lead.spoken == lead.first else "no_answer"
            touches.append(f"{lead.id} | {cell(lead.first)} | {lead.first_by or ''} | {outcome}")
        if lead.spoken and lead.spoken != lead.first:
            touches.append(f"{lead.id} | {cell(lead.spoken)} | bob | connected")
        if lead.won:
            deals.append(f"{lead.id} | {lead.id} | {cell(lead.start)} | {cell(lead.won)} | won")
    return drawn.records(HELD, leads="\n".join(drawing), touches="\n".join(touches), deals="\n".join(deals))


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """Return their records."""
    return records(leads())


def board(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> Board:
    return Board(Snapshot(connection), HELD, as_of, as_of.astimezone(ZONE).date().replace(day=1))


def within(span: tuple[datetime, datetime], lead: Lead) -> bool:
    return span[0] <= lead.start < span[1]


def listed(here: Board, asked: Asked) -> list[dict[str, object]]:
    names, rows = here.snapshot.table(asked.query, **asked.parameters)
    return [dict(zip(names, row, strict=True)) for row in rows]
