"""Who has to act now: leads late or due, follow-ups, the hand-off queue, and what lies silent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sla_dash.calendar import MICROSECOND
from sla_dash.records.queries.bind import Only, aware, held, lately, moment, narrowed, workable
from sla_dash.records.queries.contact import Clocks
from sla_dash.records.queries.followup import Due
from sla_dash.records.store import Parameter, Snapshot
from sla_dash.rules.act import AGE_EDGES, AGES, Age

Record = TypeVar("Record")
Lead = tuple[str, str | None, str | None, str | None]
"""Its id, stream, lead type and owner."""
Listed = tuple[list[Record], int]
"""The most urgent records, and how many there are in all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a list is wanted."""

    most: int | None
    """How many are listed; None for all."""
    only: Only = (None, None)
    owner: str | None = None
    """A rep, "(unassigned)" for nobody, None for all."""

    @property
    def bound(self) -> Mapping[str, Parameter]:
        """The same as parameters of a query."""
        return {"most": self.most, "owner": self.owner, **narrowed(self.only)}


@dataclass(frozen=True, slots=True)
class About:
    """What whoever calls a lead may want to know of it."""

    score: float | None
    missing: str | None
    """The minimum information that it lacks, by name; "" for nothing, None where nothing was asked or nobody knows."""
    name: str | None
    company: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lead that nobody has contacted, late or due before the next stand-up."""

    lead_id: str
    stream: str | None
    lead_type: str | None
    owner: str | None
    qualified_at: datetime | None
    clock_at: datetime
    promise: timedelta
    used: timedelta
    """Working time since its clock started."""
    about: About

    @property
    def overdue(self) -> timedelta:
        """Working time since the promise was broken; negative before."""
        return self.used - self.promise

    @property
    def left(self) -> timedelta:
        """Working time until the promise is broken; negative after."""
        return self.promise - self.used


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A lead still to be followed up, and the milestone that it missed or that is due before the next stand-up."""

    lead_id: str
    stream: str | None
    lead_type: str | None
    owner: str | None
    clock_at: datetime
    day: int
    promised: int
    due_at: datetime
    """Inclusive."""
    made_by_due: int
    made: int
    asked: int
    """Attempts that it takes to make up for what was missed and to meet what falls due before the next stand-up."""


@dataclass(frozen=True, slots=True)
class Queued:
    """An open lead that nobody owns (``owner`` None), or whose owner has not contacted it."""

    lead_id: str
    stream: str | None
    lead_type: str | None
    owner: str | None
    qualified_at: datetime
    about: About


@dataclass(frozen=True, slots=True)
class QueueCount:
    """Leads of the hand-off queue of one owner in one age band; ``owner`` None for leads that nobody owns."""

    owner: str | None
    age: Age
    leads: int


@dataclass(frozen=True, slots=True)
class Silent:
    """An open lead or opportunity that nobody has touched or changed for a while."""

    record: str
    """"lead" or "opportunity"."""
    record_id: str
    stream: str | None
    lead_type: str | None
    owner: str | None
    since_at: datetime
    """Hand-off, or the opening of the opportunity."""
    touched_at: datetime | None
    """The last attempt by a person, or conversation; None where there never was one."""
    changed_at: datetime

    @property
    def last_at(self) -> datetime:
        """When anything last happened to it."""
        return max(self.touched_at or self.changed_at, self.changed_at)


@dataclass(frozen=True, slots=True)
class Longest:
    """The lead of a rep that is late for longest: its type, and the working time since its promise was broken."""

    lead_type: str | None
    overdue: timedelta
    who: str
    """Its name and company, else its id."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What one rep owes; ``rep`` None for leads that nobody owns."""

    rep: str | None
    breached_waiting: int
    due_before_next_standup: int
    follow_ups_missed: int
    total: bool = False
    longest: Longest | None = None
    """None where none is late, and of all together."""


@dataclass(frozen=True, slots=True)
class Behind:
    """How many leads of a rep ``follow_ups`` lists."""

    missed: int = 0
    short: int = 0
    """Of those that missed one, the ones that still lack attempts; the others were made up late."""
    due: int = 0


def owners(snapshot: Snapshot) -> list[str]:
    """Name everybody who owns a lead or a deal."""
    return [owner for (owner,) in snapshot.rows("act_owners")]


def waiting(snapshot: Snapshot, as_of: datetime, now: Clocks, wanted: Wanted, *, late: bool) -> Listed[Waiting]:
    """List the uncontacted leads whose promise is broken, or else those due before the next stand-up.

    Those with the highest score come first, among equals and without scores the most overdue.
    """

    def read(
        lead: Lead, qualified_at: datetime | None, clock_at: datetime, promise: int, used: int, *about: Any
    ) -> Waiting:
        handed = qualified_at and aware(qualified_at)
        return Waiting(*lead, handed, aware(clock_at), promise * MICROSECOND, used * MICROSECOND, About(*about))

    return _listed(snapshot, "act_waiting", read, late=late, **workable(snapshot, as_of), **now.bound, **wanted.bound)


def follow_ups(snapshot: Snapshot, as_of: datetime, due: Due, wanted: Wanted, *, missed: bool) -> Listed[FollowUp]:
    """List the leads still to be followed up that missed a milestone due in a span.

    Without ``missed``, those that missed none but lack an attempt for one due by the end of the span. Each lead is
    there once: with the last milestone it missed, or the next one due. Those that are still behind come first, then
    the earliest due.
    """

    def read(lead: Lead, clock_at: datetime, day: int, promised: int, due_at: datetime, *made: int) -> FollowUp:
        return FollowUp(*lead, aware(clock_at), day, promised, aware(due_at), *made)

    known = {**moment(snapshot, as_of), **due.bound, **wanted.bound}
    return _listed(snapshot, "act_follow_ups", read, missed=missed, **known)


def queue(snapshot: Snapshot, as_of: datetime, only: Only, *, touched: bool) -> list[QueueCount]:
    """Count the leads of the hand-off queue by owner and age.

    Without touches (``touched`` False) only those that nobody owns: of the others nobody can tell.
    """
    edges = dict(zip(("first_us", "second_us", "third_us"), AGE_EDGES, strict=True))
    found = snapshot.rows(
        "act_queue",
        **lately(as_of),
        touched=touched,
        **{name: edge // MICROSECOND for name, edge in edges.items()},
        **narrowed(only),
    )
    return [QueueCount(owner, AGES[band], leads) for owner, band, leads in found]


def queued(
    snapshot: Snapshot, as_of: datetime, now: Clocks, wanted: Wanted, *, touched: bool, beyond: bool = True
) -> Listed[Queued]:
    """List the leads of the hand-off queue, those that nobody owns first, then the highest score, then the oldest.

    With ``beyond`` without those that are late or due before the next stand-up, which have lists of their own; else
    these come first.
    """

    def read(lead: Lead, qualified_at: datetime, _: object, __: object, *about: Any) -> Queued:
        return Queued(*lead, aware(qualified_at), About(*about))

    return _listed(
        snapshot,
        "act_queue_leads",
        read,
        **lately(as_of),
        touched=touched,
        beyond=beyond,
        **now.bound,
        **wanted.bound,
    )


def silent(snapshot: Snapshot, as_of: datetime, quiet_since: datetime, wanted: Wanted) -> Listed[Silent]:
    """List the open leads and opportunities that nobody touched or changed after an instant, longest silent first."""

    def read(lead: Lead, record: str, since_at: datetime, touched_at: datetime | None, changed_at: datetime) -> Silent:
        return Silent(record, *lead, aware(since_at), touched_at and aware(touched_at), aware(changed_at))

    return _listed(snapshot, "act_silent", read, **held(snapshot, as_of, quiet_since), **wanted.bound)


def silent_by_rep(
    snapshot: Snapshot, as_of: datetime, quiet_since: datetime, only: Only
) -> dict[str | None, tuple[int, int]]:
    """Count the silent leads and the silent opportunities of each rep."""
    found = snapshot.rows("act_silent_by_rep", **held(snapshot, as_of, quiet_since), **narrowed(only))
    return {owner: (leads, opportunities) for owner, leads, opportunities in found}


def follow_ups_by_rep(snapshot: Snapshot, as_of: datetime, due: Due, only: Only) -> dict[str | None, Behind]:
    """Count the leads of each rep that ``follow_ups`` lists."""
    found = snapshot.rows("act_follow_ups_by_rep", **moment(snapshot, as_of), **due.bound, **narrowed(only))
    return {owner: Behind(*counts) for owner, *counts in found}


def owed_by_rep(snapshot: Snapshot, as_of: datetime, now: Clocks, due: Due, only: Only = (None, None)) -> list[Owed]:
    """Count late leads, leads due before the next stand-up, and follow-ups missed of each rep; who owes most first."""
    late = snapshot.rows("act_waiting_by_rep", **workable(snapshot, as_of), **now.bound, **narrowed(only))
    counts: dict[str | None, tuple[int, int, int]] = {rep: (breached, soon, 0) for rep, breached, soon, *_ in late}
    longest = {rep: Longest(kind, over * MICROSECOND, who) for rep, _, _, kind, over, who in late if over is not None}
    for rep, behind in follow_ups_by_rep(snapshot, as_of, due, only).items():
        if behind.missed:
            counts[rep] = (*counts.get(rep, (0, 0, 0))[:2], behind.missed)
    owed = [Owed(rep, *count, longest=longest.get(rep)) for rep, count in counts.items()]
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


def _listed(snapshot: Snapshot, query: str, read: Callable[..., Record], **parameters: Parameter) -> Listed[Record]:
    """Read the rows of a list: four columns name the lead, and the last is how many there are in all."""
    found = snapshot.rows(query, **parameters)
    return [read(row[:4], *row[4:-1]) for row in found], found[0][-1] if found else 0
