"""Whom sales contacted, who waits, and who owes what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sla_dash.agreement import Agreements
from sla_dash.contact import AT_RISK_LEFT, State, Timed
from sla_dash.queries.bind import Only, Span, aware, naive, narrowed
from sla_dash.store import Snapshot


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


def clocks(snapshot: Snapshot, as_of: datetime, next_standup: datetime) -> Clocks:
    """Read what every schedule's clock shows now and at the next stand-up."""
    now, later = naive(as_of), naive(next_standup)
    worked = {(schedule, at): seconds for schedule, at, seconds in snapshot.rows("worked", instants=(now, later))}
    schedules = tuple(sorted({schedule for schedule, _ in worked}))
    return Clocks(
        schedules,
        tuple(worked.get((schedule, now)) for schedule in schedules),
        tuple(worked.get((schedule, later)) for schedule in schedules),
    )


def contact_times(snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, agreements: Agreements) -> list[Timed]:
    """Count the leads whose clock started in a span by type, promise, state and minutes."""
    starts_at, ends_at = map(naive, span)
    found = snapshot.rows(
        "contact_times",
        starts_at=starts_at,
        ends_at=ends_at,
        as_of=naive(as_of),
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
    found = snapshot.rows("contact_waiting", as_of=naive(as_of), most=most, **_bound(now), **narrowed(only))
    listed = [
        Waiting(lead_id, stream, kind, owner, aware(clock_at), timedelta(seconds=promise), timedelta(seconds=used))
        for lead_id, stream, kind, owner, clock_at, promise, used, _ in found
    ]
    return listed, found[0][-1] if found else 0


def owed_by_rep(snapshot: Snapshot, month: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> list[Owed]:
    """Count what each rep owes: late leads, leads due before the next stand-up, follow-ups missed in the month."""
    late = snapshot.rows("contact_waiting_by_rep", as_of=naive(as_of), **_bound(now), **narrowed(only))
    missed = snapshot.rows("follow_ups_missed_by_rep", starts_at=naive(month[0]), as_of=naive(as_of), **narrowed(only))
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


def _bound(now: Clocks) -> Mapping[str, tuple[int | None, ...]]:
    return {"schedules": now.schedules, "worked_now": now.worked_now, "worked_next": now.worked_next}
