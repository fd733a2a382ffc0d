"""Whom sales contacted, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sla_dash.agreement import Agreements
from sla_dash.contact import AT_RISK_LEFT, State, Timed
from sla_dash.queries.bind import Span, naive
from sla_dash.store import Snapshot


@dataclass(frozen=True, slots=True)
class Clocks:
    """Working seconds of each schedule by now and by the next stand-up, schedule by schedule."""

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
        **now.bound,
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
