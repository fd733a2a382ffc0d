"""What the board asks of a snapshot: one function a question, frozen records back.

Instants go in and come out aware, in UTC. Spans include their start and exclude their end; nothing after ``as_of``
exists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from sla_dash.agreement import Agreements
from sla_dash.contact import AT_RISK_LEFT, State, Timed
from sla_dash.followup import MilestoneCount
from sla_dash.store import Snapshot

Span = tuple[datetime, datetime]
Only = tuple[str | None, str | None]
"""Names of the stream and the lead type that an answer is narrowed to, "(none)" among them; None for all."""


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


@dataclass(frozen=True, slots=True)
class Soundness:
    """What came in, and what became of it."""

    rows_in: int
    kept: int
    rejected: int
    without_facts: int

    @property
    def lost(self) -> int:
        """Rows that are neither kept nor rejected, or leads without facts; anything but 0 is a defect."""
        return abs(self.rows_in - self.kept - self.rejected) + abs(self.without_facts)


@dataclass(frozen=True, slots=True)
class File:
    """What came of one file of records."""

    table: str
    file: str
    bytes: int
    rows_in: int
    kept: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows were rejected, with the first of them."""

    table: str
    column: str | None
    reason: str
    rows: int
    file: str
    line: int
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
class Outcome:
    """Leads of one type ever handed over, and how many of them were won."""

    stream: str | None
    lead_type: str | None
    leads: int
    won: int

    @property
    def share(self) -> Fraction | None:
        """Won over handed over, whatever their age."""
        return Fraction(self.won, self.leads) if self.leads else None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Leads handed over and leads won in one local month."""

    month: date
    leads: int
    won: int


@dataclass(frozen=True, slots=True)
class DaysToWin:
    """Local days from hand-off to win, over leads won; None where none was."""

    won: int
    fewest: int | None
    most: int | None
    mean: float | None
    median: float | None
    p90: float | None
    """Between neighbours, linearly."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """Leads of one type handed over on one local day."""

    stream: str | None
    lead_type: str | None
    day: date
    gross: int
    rejected: int

    @property
    def net(self) -> int:
        """What counts against the target."""
        return self.gross - self.rejected


@dataclass(frozen=True, slots=True)
class Clocks:
    """Working seconds of each schedule by now and by the next stand-up, schedule by schedule."""

    schedules: tuple[int, ...]
    worked_now: tuple[int | None, ...]
    worked_next: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lead that nobody has contacted, late or due before the next stand-up."""

    lead_id: str
    stream: str | None
    lead_type: str | None
    owner: str | None
    clock_at: datetime
    promise: timedelta
    used: timedelta
    """Working time since its clock started."""

    @property
    def breached(self) -> bool:
        """Whether the promise is broken already."""
        return self.used > self.promise

    @property
    def overdue(self) -> timedelta:
        """Working time since the promise was broken; negative before."""
        return self.used - self.promise

    @property
    def left(self) -> timedelta:
        """Working time until the promise is broken; negative after."""
        return self.promise - self.used


@dataclass(frozen=True, slots=True)
class Owed:
    """What one rep owes; ``rep`` None for leads that nobody owns."""

    rep: str | None
    breached_waiting: int
    due_before_next_standup: int
    follow_ups_missed: int
    total: bool = False


@dataclass(frozen=True, slots=True)
class Rep:
    """Who works where."""

    rep: str
    team: str | None
    timezone: str | None


def load(snapshot: Snapshot) -> Load:
    """Tell when and how the records were loaded."""
    loaded_at, latest_at, *rest = snapshot.rows("load")[0]
    return Load(_aware(loaded_at), latest_at and _aware(latest_at), *rest)


def soundness(snapshot: Snapshot) -> Soundness:
    """Count rows in, kept and rejected."""
    return Soundness(*snapshot.rows("soundness")[0])


def files(snapshot: Snapshot) -> list[File]:
    """Tell what came of every file."""
    return [File(*row) for row in snapshot.rows("files")]


def reasons(snapshot: Snapshot, most: int) -> list[Reason]:
    """Tell why rows were rejected, the commonest reasons first and at most ``most`` of them."""
    return [Reason(*row) for row in snapshot.rows("rejects_by_reason", most=most)]


def doubts(snapshot: Snapshot) -> list[Doubt]:
    """Tell what is kept although something about it is doubtful."""
    return [Doubt(*row) for row in snapshot.rows("quality")]


def outcomes(snapshot: Snapshot, as_of: datetime) -> list[Outcome]:
    """Count leads handed over and won by stream and lead type, over the whole history."""
    return [Outcome(*row) for row in snapshot.rows("outcomes", as_of=_naive(as_of))]


def months(snapshot: Snapshot, as_of: datetime) -> list[MonthCount]:
    """Count leads handed over and won by local month, over the whole history."""
    return [MonthCount(*row) for row in snapshot.rows("months", as_of=_naive(as_of))]


def days_to_win(snapshot: Snapshot, as_of: datetime) -> DaysToWin:
    """Tell how many local days leads took from hand-off to win."""
    return DaysToWin(*snapshot.rows("days_to_win", as_of=_naive(as_of))[0])


def days_off(snapshot: Snapshot) -> dict[tuple[str, str], frozenset[date]]:
    """Return the public holidays by country and subdivision."""
    found: dict[tuple[str, str], set[date]] = {}
    for country, subdivision, day, _ in snapshot.rows("holidays"):
        found.setdefault((country, subdivision), set()).add(day)
    return {key: frozenset(days) for key, days in found.items()}


def reps(snapshot: Snapshot) -> dict[str, Rep]:
    """Return every rep by name."""
    return {row[0]: Rep(*row) for row in snapshot.rows("reps")}


def leads_by_day(snapshot: Snapshot, span: Span, as_of: datetime) -> list[DayCount]:
    """Count the leads handed over in a span by stream, lead type and local day."""
    starts_at, ends_at = map(_naive, span)
    found = snapshot.rows("leads_by_day", starts_at=starts_at, ends_at=ends_at, as_of=_naive(as_of))
    return [DayCount(*row) for row in found]


def clocks(snapshot: Snapshot, as_of: datetime, next_standup: datetime) -> Clocks:
    """Read what every schedule's clock shows now and at the next stand-up."""
    now, later = _naive(as_of), _naive(next_standup)
    worked = {(schedule, at): seconds for schedule, at, seconds in snapshot.rows("worked", instants=(now, later))}
    schedules = tuple(sorted({schedule for schedule, _ in worked}))
    return Clocks(
        schedules,
        tuple(worked.get((schedule, now)) for schedule in schedules),
        tuple(worked.get((schedule, later)) for schedule in schedules),
    )


def contact_times(snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, agreements: Agreements) -> list[Timed]:
    """Count the leads whose clock started in a span by type, promise, state and minutes."""
    starts_at, ends_at = map(_naive, span)
    found = snapshot.rows(
        "contact_times",
        starts_at=starts_at,
        ends_at=ends_at,
        as_of=_naive(as_of),
        at_risk_left=float(AT_RISK_LEFT),
        **_bound(now),
    )
    shares = {
        (terms.version, stream.name, lead_type.name): Fraction(lead_type.respond_share)
        for terms in agreements.versions
        for stream in terms.streams
        for lead_type in stream.lead_types
        if lead_type.respond_share is not None
    }
    return [
        Timed(stream, lead_type, promise, shares.get((version, stream, lead_type)), State(state), *rest)
        for stream, lead_type, version, promise, state, *rest in found
    ]


def waiting(
    snapshot: Snapshot, as_of: datetime, now: Clocks, most: int, only: Only = (None, None)
) -> tuple[list[Waiting], int]:
    """List the uncontacted leads that are late or due before the next stand-up, and say how many there are in all.

    The most overdue come first; at most ``most`` of them are listed.
    """
    found = snapshot.rows("contact_waiting", as_of=_naive(as_of), most=most, **_bound(now), **_narrowed(only))
    listed = [
        Waiting(lead_id, stream, kind, owner, _aware(clock_at), timedelta(seconds=promise), timedelta(seconds=used))
        for lead_id, stream, kind, owner, clock_at, promise, used, _ in found
    ]
    return listed, found[0][-1] if found else 0


def owed_by_rep(snapshot: Snapshot, month: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> list[Owed]:
    """Count what each rep owes: late leads, leads due before the next stand-up, follow-ups missed in the month."""
    late = snapshot.rows("contact_waiting_by_rep", as_of=_naive(as_of), **_bound(now), **_narrowed(only))
    missed = snapshot.rows(
        "follow_ups_missed_by_rep", starts_at=_naive(month[0]), as_of=_naive(as_of), **_narrowed(only)
    )
    counts: dict[str | None, tuple[int, int, int]] = {rep: (breached, due, 0) for rep, breached, due in late}
    for rep, follow_ups in missed:
        counts[rep] = (*counts.get(rep, (0, 0, 0))[:2], follow_ups)
    owed = [Owed(rep, *count) for rep, count in counts.items()]
    return sorted(
        owed,
        key=lambda one: (-one.breached_waiting, -one.due_before_next_standup, -one.follow_ups_missed, one.rep or ""),
    )


def total_owed(rows: Sequence[Owed]) -> Owed:
    """Sum what the reps owe into one line."""
    return Owed(
        None,
        sum(row.breached_waiting for row in rows),
        sum(row.due_before_next_standup for row in rows),
        sum(row.follow_ups_missed for row in rows),
        total=True,
    )


def milestones(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[MilestoneCount]:
    """Count the follow-up milestones that fall due in a span by what became of them."""
    starts_at, ends_at = map(_naive, span)
    found = snapshot.rows(
        "follow_up_milestones", starts_at=starts_at, ends_at=ends_at, as_of=_naive(as_of), **_narrowed(only)
    )
    return [MilestoneCount(*row) for row in found]


def _bound(now: Clocks) -> Mapping[str, tuple[int | None, ...]]:
    return {"schedules": now.schedules, "worked_now": now.worked_now, "worked_next": now.worked_next}


def _narrowed(only: Only) -> Mapping[str, str | None]:
    return {"stream": only[0], "lead_type": only[1]}


def _naive(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)
