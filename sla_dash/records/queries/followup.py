"""How often sales followed up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sla_dash.calendar import MICROSECOND
from sla_dash.records.queries.bind import Only, Span, moment, naive, narrowed, within
from sla_dash.records.store import Parameter, Snapshot
from sla_dash.rules.followup import EARLY, SILENT_EARLY, SILENT_LATER, TOO_MANY, MilestoneCount

SILENT: Mapping[str, int] = {
    "early_us": EARLY // MICROSECOND,
    "silent_early_us": SILENT_EARLY // MICROSECOND,
    "silent_later_us": SILENT_LATER // MICROSECOND,
}
"""How long a follow-up runs early, and after how long without a try it is silent."""


@dataclass(frozen=True, slots=True)
class Due:
    """A span in which milestones fall due."""

    starts_at: datetime
    ends_at: datetime
    earliest_at: datetime
    """Clocks that started before are not asked for; nothing of theirs falls due in the span."""

    @property
    def bound(self) -> Mapping[str, Parameter]:
        """The same as parameters of a query."""
        return {
            "starts_at": naive(self.starts_at),
            "ends_at": naive(self.ends_at),
            "earliest_at": naive(self.earliest_at),
        }


@dataclass(frozen=True, slots=True)
class WeekCount:
    """One milestone of the leads whose clock started in one local week."""

    week: date
    """Its Monday."""
    count: MilestoneCount


@dataclass(frozen=True, slots=True)
class RepCount:
    """One milestone of one rep's leads, or all of theirs; ``rep`` None for leads that nobody owns."""

    rep: str | None
    count: MilestoneCount


@dataclass(frozen=True, slots=True)
class AttemptCount:
    """Leads to whose follow-up so many attempts were made."""

    made: int
    reached: bool
    """A conversation ended it."""
    leads: int


@dataclass(frozen=True, slots=True)
class GapCount:
    """Gaps of one place between attempts that are equally long."""

    ordinal: int
    ended: bool
    hours: int
    """Up where an attempt ended the gap, down where it is open."""
    gaps: int


@dataclass(frozen=True, slots=True)
class Running:
    """Follow-ups of one rep that still run, early and later, and those in which nobody has tried for too long."""

    rep: str | None
    running_early: int
    running_later: int
    silent_early: int
    silent_later: int

    @property
    def running(self) -> int:
        """All that run."""
        return self.running_early + self.running_later

    @property
    def silent(self) -> int:
        """Of these, all in which nobody has tried for too long."""
        return self.silent_early + self.silent_later


@dataclass(frozen=True, slots=True)
class Watch(Running):
    """The same, of all leads that were to be followed up, with those that were tried too often."""

    leads: int
    over_contacted: int
    total: bool = False


def by_week(snapshot: Snapshot, from_at: datetime, as_of: datetime, only: Only = (None, None)) -> list[WeekCount]:
    """Count the milestones of the leads whose clock started since an instant by week and what became of them."""
    found = snapshot.rows("followup_by_week", earliest_at=naive(from_at), as_of=naive(as_of), **narrowed(only))
    return [WeekCount(week, MilestoneCount(*count)) for week, *count in found]


def by_rep(snapshot: Snapshot, due: Due, as_of: datetime, only: Only = (None, None)) -> list[RepCount]:
    """Count each milestone that falls due in a span by who owns the lead and what became of it, in their order."""
    found = snapshot.rows("followup_by_rep", as_of=naive(as_of), **due.bound, **narrowed(only))
    return [RepCount(rep, MilestoneCount(*count)) for rep, *count in found]


def attempts(
    snapshot: Snapshot, span: Span, as_of: datetime, most: int, only: Only = (None, None)
) -> list[AttemptCount]:
    """Count the leads whose clock started in a span by the attempts made; ``most`` stands for itself and all above."""
    found = snapshot.rows("followup_attempts", most=most, **within(span, as_of), **narrowed(only))
    return [AttemptCount(*row) for row in found]


def gaps(snapshot: Snapshot, span: Span, as_of: datetime, most: int, only: Only = (None, None)) -> list[GapCount]:
    """Count the gaps between attempts of the leads whose clock started in a span; ``most`` is the last place told."""
    found = snapshot.rows("followup_gaps", most=most, **within(span, as_of), **narrowed(only))
    return [GapCount(*row) for row in found]


def running(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Running]:
    """Count by rep the follow-ups that run, of leads whose clock started in a span, and those that are silent."""
    known = {**within(span, as_of), **moment(snapshot, as_of), **narrowed(only)}
    return [Running(*row) for row in snapshot.rows("followup_running", **SILENT, **known)]


def total_running(rows: Sequence[Running]) -> Running:
    """Sum the reps into one line."""
    return Running(
        None,
        sum(row.running_early for row in rows),
        sum(row.running_later for row in rows),
        sum(row.silent_early for row in rows),
        sum(row.silent_later for row in rows),
    )


def watch(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[Watch]:
    """Count by rep the leads whose clock started in a span and that were tried too seldom or too often."""
    known = {**within(span, as_of), **narrowed(only)}
    return [Watch(*row) for row in snapshot.rows("followup_watch", **SILENT, most_times=TOO_MANY, **known)]


def total_watch(rows: Sequence[Watch]) -> Watch:
    """Sum the reps into one line."""
    whole = total_running(rows)
    return Watch(
        None,
        whole.running_early,
        whole.running_later,
        whole.silent_early,
        whole.silent_later,
        sum(row.leads for row in rows),
        sum(row.over_contacted for row in rows),
        total=True,
    )
