"""Where the records come from, what was left out of them, and who works where."""

from dataclasses import dataclass
from datetime import date, datetime

from sla_dash.records.queries.bind import ROWS, aware, moment
from sla_dash.records.store import Asked, Snapshot
from sla_dash.rules import completeness
from sla_dash.rules.completeness import Filled


@dataclass(frozen=True, slots=True)
class Load:
    """Where the records come from."""

    loaded_at: datetime
    latest_at: datetime | None
    """The last thing that happened in them; None in an empty snapshot."""
    mapping: str
    agreement: str
    """Fingerprint of the agreements that the facts were prepared under."""
    rejected: int
    has_touches: bool
    """Without any, nobody can tell whom sales contacted."""
    lead_url: str | None
    """Where the CRM shows a lead, with {lead_id} in it; None where the mapping does not say."""


@dataclass(frozen=True, slots=True)
class Soundness:
    """What came in, and what became of it."""

    rows_in: int
    kept: int
    rejected: int
    left_out: int
    """By the mapping, or only looked up by it."""
    miscounted: int
    """Records that are neither kept nor rejected, or not where they are said to be."""
    without_facts: int

    @property
    def lost(self) -> int:
        """Rows that are neither kept, rejected nor left out, or leads without facts; anything but 0 is a defect."""
        lost = abs(self.rows_in - self.kept - self.rejected - self.left_out)
        return lost + self.miscounted + abs(self.without_facts)


@dataclass(frozen=True, slots=True)
class File:
    """What came of one file of records."""

    table: str
    """The table or the named source that it is a file of."""
    file: str
    bytes: int
    rows_in: int
    kept: int
    rejected: int
    left_out: int
    """By the mapping, or only looked up by it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows were rejected, with the first of them."""

    table: str
    column: str | None
    reason: str
    rows: int
    file: str
    line: int | None
    """None where nobody counts lines, as in a lake."""
    value: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is kept although something about it is doubtful."""

    check: str
    table: str
    rows: int
    example: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Rep:
    """Who works where."""

    rep: str
    team: str | None
    timezone: str | None
    active_from: date | None
    active_to: date | None
    """First and last day at work, both inclusive; None where not known."""


def load(snapshot: Snapshot) -> Load:
    """Tell when and how the records were loaded."""
    loaded_at, latest_at, *rest = snapshot.rows("load")[0]
    return Load(aware(loaded_at), latest_at and aware(latest_at), *rest)


def prepared(snapshot: Snapshot, as_of: datetime) -> bool:
    """Tell whether nothing on record has happened between the preparing of the facts and an instant."""
    return bool(moment(snapshot, as_of)["prepared"])


def soundness(snapshot: Snapshot) -> Soundness:
    """Count rows in, kept and rejected."""
    return Soundness(*snapshot.rows("soundness")[0])


def files(snapshot: Snapshot) -> list[File]:
    """Tell what came of every file."""
    return [File(*row) for row in snapshot.rows("files")]


def reasons(snapshot: Snapshot, most: int) -> list[Reason]:
    """Tell why rows were rejected, the commonest reasons first and at most ``most`` of them."""
    return [Reason(*row) for row in snapshot.rows("rejects_by_reason", most=most)]


def rejects() -> Asked:
    """Name the question that lists the rejected rows, at most so many as a file can hold."""
    return Asked("rejects", {"most": ROWS})


def doubts(snapshot: Snapshot) -> list[Doubt]:
    """Tell what is kept although something about it is doubtful."""
    return [Doubt(*row) for row in snapshot.rows("doubts")]


def filled(snapshot: Snapshot) -> list[Filled]:
    """Tell how much there is of every kind of data that records may hold, what is missing first."""
    return completeness.judged(Filled(*row) for row in snapshot.rows("filled"))


def first_day(snapshot: Snapshot) -> date | None:
    """Return the first local day on which a lead was handed over; None without any."""
    found: date | None = snapshot.rows("first_day")[0][0]
    return found


def holds(snapshot: Snapshot, lead_id: str) -> bool:
    """Tell whether there is a lead of an id."""
    found: bool = snapshot.rows("lead", lead_id=lead_id)[0][0]
    return found


def days_off(snapshot: Snapshot) -> dict[tuple[str, str], frozenset[date]]:
    """Return the public holidays by country and subdivision."""
    found: dict[tuple[str, str], set[date]] = {}
    for country, subdivision, day, _ in snapshot.rows("holidays"):
        found.setdefault((country, subdivision), set()).add(day)
    return {key: frozenset(days) for key, days in found.items()}


def reps(snapshot: Snapshot) -> dict[str, Rep]:
    """Return every rep by name."""
    return {row[0]: Rep(*row) for row in snapshot.rows("reps")}
