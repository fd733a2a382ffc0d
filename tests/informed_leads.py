"""Random leads of which more or less is known and that are shared out unevenly, under three versions of the terms."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import duckdb

from sla_dash.agreement import Agreements, Terms, parse
from sla_dash.board import Board
from sla_dash.records.store import Snapshot
from tests import drawn

START = datetime(2026, 7, 1, tzinfo=UTC)
AS_OF = [
    datetime(2026, 11, 19, 13, 7, tzinfo=UTC),
    datetime(2026, 11, 4, 0, 30, tzinfo=UTC),
    datetime(2026, 8, 25, 6, tzinfo=UTC),
]
"""Under the third version, on one of its first days, and before the first one."""
COINCIDENCE = 0.1
"""How often an event falls on an edge: of a month, of a version, of the 90 days, or on an instant asked at."""
EDGES = [
    *AS_OF,
    *(datetime(2026, month, day, hour, tzinfo=UTC) for month, day, hour in ((10, 31, 23), (11, 9, 23), (8, 21, 22))),
]
FIELDS = ("need", "budget", "time frame", "shoe size")
REPS = """
rep | team  | active_from | active_to
ann | north |             |
bob | north | 2026-08-21  | 2026-11-19
cho | south | 2026-10-05  |
dan |       |             |
eve | south |             | 2026-11-18
"""


def _version(number: int, starts: str, more: str) -> Terms:
    text = drawn.AGREEMENT.replace("version = 1", f"version = {number}").replace("2026-09-01", starts)
    return parse(text.replace("[[stream]]", f"{more}\n[[stream]]", 1).replace("2026-12-01", "2026-12-31"))


HELD = Agreements(
    (
        _version(1, "2026-09-01", ""),
        _version(2, "2026-10-20", '[qualified]\nrequires = ["need", "budget"]\nshare = 0.6'),
        _version(
            3,
            "2026-11-10",
            '[qualified]\nrequires = ["time frame", "budget"]\nshare = 0.5\n'
            "[distribution]\nteam_weights = { north = 2 }\nrep_weights = { bob = 0.5 }",
        ),
    )
)
ZONE = HELD.versions[0].zone


@dataclass(frozen=True)
class Lead:
    """One random lead, and what plain Python makes of it."""

    id: str
    kind: str | None
    owner: str | None
    handed: datetime | None
    assigned: datetime | None
    fields: tuple[str, ...] | None
    """None where nobody knows."""
    rejected: datetime | None
    is_test: bool

    @property
    def required(self) -> Terms | None:
        """The version in force at the hand-off, if it asks for something."""
        terms = HELD.in_force(self.handed) if self.handed else None
        return terms if terms and terms.qualified else None

    def owner_at(self, at: datetime) -> str | None:
        return None if self.assigned and self.assigned > at else self.owner

    def counts(self, at: datetime) -> bool:
        return not self.is_test and self.handed is not None and self.handed <= at


def draw(number: int, random: Random) -> Lead:
    def instant(most: float, chance: float, after: datetime = START) -> datetime | None:
        if random.random() >= chance:
            return None
        if random.random() < COINCIDENCE:
            return random.choice(EDGES)
        return after + timedelta(days=random.uniform(0, most))

    handed = instant(150, 0.95)
    known = random.random() < 0.9
    carried = [field for field in FIELDS if random.random() < 0.75]
    return Lead(
        f"{number:04}",
        random.choice(["form", "form", "outbound", None]),
        random.choice(["ann", "ann", "bob", "cho", "dan", "eve", "queue", None]),
        handed,
        instant(30, 0.7, handed or START),
        tuple(random.choices(carried, k=5))
        if known and carried and number % 9 == 0
        else tuple(carried)
        if known
        else None,
        instant(30, 0.2, handed or START),
        number % 50 == 7,
    )


@cache
def leads() -> list[Lead]:
    """Return the same 900 random leads every time."""
    random = Random(5)
    return [draw(number, random) for number in range(900)]


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """Return their records."""

    def cell(at: datetime | None) -> str:
        return str(at.replace(tzinfo=None)) if at else ""

    drawing = ["lead_id | lead_type | owner | created_at | qualified_at | assigned_at | rejected_at | is_test | fields"]
    for lead in leads():
        fields = "" if lead.fields is None else ",".join(lead.fields) or ","
        cells = [lead.id, lead.kind or "", lead.owner or "", cell(START), cell(lead.handed), cell(lead.assigned)]
        drawing.append(" | ".join([*cells, cell(lead.rejected), str(lead.is_test).lower(), fields]))
    return drawn.records(HELD, leads="\n".join(drawing), reps=REPS)


def board(as_of: datetime, month: int | None = None) -> Board:
    """Put a board together as of an instant, on its own month or on another one of the year."""
    first = as_of.astimezone(ZONE).date().replace(day=1)
    return Board(Snapshot(connection()), HELD, as_of, first.replace(month=month) if month else first)
