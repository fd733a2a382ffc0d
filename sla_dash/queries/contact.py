"""Whom sales contacted, who waits, and who owes what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sla_dash.agreement import Agreements
from sla_dash.contact import AT_RISK_LEFT, Hour, State, Timed
from sla_dash.queries.bind import Only, Span, aware, naive, narrowed, within
from sla_dash.store import Asked, Snapshot


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


def contact_times(
    snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, agreements: Agreements, *, wall_clock: bool = False
) -> list[Timed]:
    """Count the leads whose clock started in a span by type, promise, state and minutes.

    Minutes are of working time, or with ``wall_clock`` of all time; states are by working time either way.
    """
    found = snapshot.rows(
        "contact_times",
        **within(span, as_of),
        at_risk_left=float(AT_RISK_LEFT),
        wall_clock=wall_clock,
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


def weeks(
    snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)
) -> list[tuple[date, Timed]]:
    """Count the leads with a promise whose clock started in a span by local week, promise, state and minutes.

    Of the state it is known only whether a lead was in time, late, late and waiting, or waits; and of the minutes of a
    week in which nobody waits only on which side of the promise they are.
    """
    found = snapshot.rows("contact_weeks", **within(span, as_of), **ticking(now), **narrowed(only))
    return [
        (week, Timed(None, None, promise, None, State(state), contacted, State(state) is not State.WAITING, *rest))
        for week, promise, state, contacted, *rest in found
    ]


def hours(snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> list[Hour]:
    """Count the leads whose clock started in a span, and whose window is over, by local weekday and hour."""
    return [
        Hour(*row) for row in snapshot.rows("contact_hours", **within(span, as_of), **ticking(now), **narrowed(only))
    ]


def rows(span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> Asked:
    """Ask for the leads whose clock started in a span, one by one: what stands behind every number about contact."""
    left = {"at_risk_left": float(AT_RISK_LEFT)}
    return Asked("contact_rows", {**within(span, as_of), **_bound(now), **left, **narrowed(only)})


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


def ticking(now: Clocks) -> Mapping[str, tuple[int | None, ...]]:
    """Return the parameters that tell what every schedule's clock shows now."""
    return {"schedules": now.schedules, "worked_now": now.worked_now}


def _bound(now: Clocks) -> Mapping[str, tuple[int | None, ...]]:
    return {**ticking(now), "worked_next": now.worked_next}
