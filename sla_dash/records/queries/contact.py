"""Whom sales contacted, who waits, and who owes what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sla_dash.agreement import Agreements
from sla_dash.records.queries.bind import Only, Span, moment, naive, narrowed, within
from sla_dash.records.store import Asked, Parameter, Snapshot
from sla_dash.rules.contact import AT_RISK_LEFT, DECIDED, State, Timed
from sla_dash.rules.hours import Hour


@dataclass(frozen=True, slots=True)
class Clocks:
    """Working time of each schedule in microseconds by now and by the next stand-up, schedule by schedule."""

    schedules: tuple[int, ...]
    worked_now: tuple[int | None, ...]
    worked_next: tuple[int | None, ...]

    @property
    def bound(self) -> Mapping[str, tuple[int | None, ...]]:
        """The same as parameters of a query."""
        return {"schedules": self.schedules, "worked_now": self.worked_now, "worked_next": self.worked_next}


def clocks(snapshot: Snapshot, as_of: datetime, next_standup: datetime) -> Clocks:
    """Read what every schedule's clock shows now and at the next stand-up."""
    now, later = naive(as_of), naive(next_standup)
    worked = {(schedule, at): us for schedule, at, us in snapshot.rows("worked", instants=(now, later))}
    schedules = tuple(sorted({schedule for schedule, _ in worked}))
    return Clocks(
        schedules,
        tuple(worked.get((schedule, now)) for schedule in schedules),
        tuple(worked.get((schedule, later)) for schedule in schedules),
    )


def contact_times(
    snapshot: Snapshot,
    span: Span,
    as_of: datetime,
    now: Clocks,
    agreements: Agreements,
    only: Only = (None, None),
    *,
    wall_clock: bool = False,
) -> list[Timed]:
    """Count the leads whose clock started in a span by type, promise, state and minutes.

    Minutes are of working time, or with ``wall_clock`` of all time; states are by working time either way.
    """
    found = snapshot.rows("contact_times", wall_clock=wall_clock, **judged(snapshot, span, as_of, now, only))
    shares = {
        (terms.version, stream.name, lead_type.name): Fraction(lead_type.respond_share)
        for terms in agreements.versions
        for stream in terms.streams
        for lead_type in stream.lead_types
        if lead_type.respond_share is not None
    }
    return [
        Timed(
            stream, kind, promise, shares.get((version, stream, kind)), State(state), contacted, over, time, n, by_day
        )
        for stream, kind, version, promise, state, contacted, over, by_day, minutes, leads in found
        for time, n in zip(minutes, leads, strict=True)
    ]


def weeks(
    snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)
) -> list[tuple[date, Timed]]:
    """Count the leads with a promise whose clock started in a span by local week, promise, state and minutes.

    Of the minutes of a week in which nobody waits it is only known on which side of the promise they are.
    """
    found = snapshot.rows("contact_weeks", **judged(snapshot, span, as_of, now, only))
    return [
        (week, Timed(None, None, promise, None, State(state), contacted, State(state) in DECIDED, *rest))
        for week, promise, state, contacted, *rest in found
    ]


def hours(
    snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks
) -> list[tuple[tuple[str | None, str | None], Hour]]:
    """Count the leads whose clock started in a span, and whose window is over, by type, local weekday and hour.

    All types at once: whoever looks at several has one answer.
    """
    found = snapshot.rows("contact_hours", **judged(snapshot, span, as_of, now, (None, None)))
    return [((stream, lead_type), Hour(*row)) for stream, lead_type, *row in found]


def rows(span: Span, as_of: datetime, now: Clocks, only: Only = (None, None)) -> Asked:
    """Ask for the leads whose clock started in a span, one by one: what stands behind every number about contact."""
    return Asked("contact_rows", {**ticking(span, as_of, now, only), "at_risk_left": float(AT_RISK_LEFT)})


def ticking(span: Span, as_of: datetime, now: Clocks, only: Only) -> Mapping[str, Parameter]:
    """Return the parameters of a span of time, and of what every schedule's clock shows."""
    return {**within(span, as_of), **now.bound, **narrowed(only)}


def judged(snapshot: Snapshot, span: Span, as_of: datetime, now: Clocks, only: Only) -> Mapping[str, Parameter]:
    """Return the parameters by which the leads whose clock started in a span are counted by where they stand."""
    risk = float(AT_RISK_LEFT)
    return {**ticking(span, as_of, now, only), "at_risk_left": risk, **moment(snapshot, as_of)}
