"""Follow-up, sales' promise to keep trying: so many attempts by so many days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from sla_dash.agreement import Milestone
from sla_dash.statistics import proportion, survival

ONE_ATTEMPT = timedelta(minutes=10)
"""A touch less than this after the one before it belongs to the same attempt."""
EARLY = timedelta(days=14)
"""The first two weeks of a follow-up, inclusive, in which silence is noticed sooner."""
SILENT_EARLY, SILENT_LATER = timedelta(days=7), timedelta(days=14)
"""A running follow-up is silent when nobody has tried for more than this, in its first weeks and in the later ones."""
TOO_MANY = 2
"""More attempts than so many times those asked for by then are too many."""


class Kept(StrEnum):
    """What became of one milestone of one lead."""

    MET = "met"
    MISSED = "missed"
    EXEMPT = "exempt"
    """The follow-up had stopped before it was due: reached, closed, disqualified or won."""
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class MilestoneCount:
    """Leads by what became of their milestone, or of all of their milestones."""

    day: int | None
    attempts: int | None
    met: int
    missed: int
    exempt: int
    pending: int
    met_early: int = 0
    """Of those met, the ones whose due instant is still to come: no case is decided before it is due."""
    total: bool = False

    @property
    def kept(self) -> int:
        """Milestones met that are past their due instant."""
        return self.met - self.met_early

    @property
    def decided(self) -> int:
        """Milestones met or missed that are past their due instant: what the share speaks of."""
        return self.kept + self.missed

    @property
    def open(self) -> int:
        """Milestones that may still be decided."""
        return self.pending + self.met_early

    @property
    def share(self) -> Fraction | None:
        """Share met of those decided; None while none is."""
        return Fraction(self.kept, self.decided) if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share, by Wilson."""
        return proportion.wilson(self.kept, self.decided)


@dataclass(frozen=True, slots=True)
class Gap:
    """How long sales let pass between two attempts; ``ordinal`` 1 is between the first and the second."""

    ordinal: int | None
    """None for all gaps."""
    ended: int
    """Gaps that an attempt ended."""
    n: int
    """All gaps, those still open when the follow-up ended among them."""
    median: timedelta | None
    """By Kaplan–Meier, to the hour; None when not reached."""


def attempts(touches: Sequence[datetime], start: datetime, stop: datetime | None) -> list[datetime]:
    """Collapse human outbound touches into attempts, each at its first touch: the reference for the SQL.

    Those before ``start`` or after ``stop`` do not count; those at these very instants do. ``stop`` is when the lead
    was reached, closed, disqualified or won; None while it is none of these.
    """
    counted = sorted(touch for touch in touches if start <= touch and (stop is None or touch <= stop))
    return counted[:1] + [later for earlier, later in pairwise(counted) if later - earlier >= ONE_ATTEMPT]


def milestone(
    start: datetime, made: Sequence[datetime], now: datetime, stop: datetime | None, promise: Milestone
) -> tuple[Kept, int]:
    """Judge one milestone as of ``now``, with the attempts made by its due instant, which is inclusive.

    Days are exact 24 hours after ``start``, which is the end of its day if only that is known. Attempts made early meet
    the milestone early. ``made`` and ``stop`` are those of ``attempts``. The reference for the SQL that judges all.
    """
    due = start + timedelta(days=promise.day)
    by_due = sum(attempt <= min(due, now) for attempt in made)
    if by_due >= promise.attempts:
        return Kept.MET, by_due
    if stop is not None and stop <= now and stop < due:
        return Kept.EXEMPT, by_due
    return Kept.MISSED if now > due else Kept.PENDING, by_due


def total(rows: Sequence[MilestoneCount]) -> MilestoneCount:
    """Sum the milestones into one line."""
    return MilestoneCount(
        day=None,
        attempts=None,
        met=sum(row.met for row in rows),
        missed=sum(row.missed for row in rows),
        exempt=sum(row.exempt for row in rows),
        pending=sum(row.pending for row in rows),
        met_early=sum(row.met_early for row in rows),
        total=True,
    )


def gaps(made: Sequence[datetime], until: datetime) -> list[tuple[timedelta, bool]]:
    """Return the time after each attempt, and whether another attempt ended it; the last gap is open at ``until``.

    Attempts after ``until`` do not exist, and a gap that is open for no time at all is none. The reference for the SQL.
    """
    counted = [attempt for attempt in made if attempt <= until]
    found = [(later - earlier, True) for earlier, later in pairwise(counted)]
    return found + [(until - last, False) for last in counted[-1:] if until > last]


def gap(ordinal: int | None, hours: Iterable[tuple[int, bool, int]]) -> Gap:
    """Estimate the median of gaps given as whole hours, whether an attempt ended them, and how many they are."""
    curve = survival.curve(survival.tally(hours))
    median = curve.quantile(0.5)
    return Gap(ordinal, curve.events, curve.n, None if median is None else timedelta(hours=float(median)))


def silent(start: datetime, made: Sequence[datetime], now: datetime) -> bool:
    """Tell whether nobody has tried for too long in a follow-up that runs: the reference for the SQL.

    Silence begins with the last attempt, or with ``start`` where there is none; the weeks are those of the lead's age.
    """
    last = max((attempt for attempt in made if attempt <= now), default=start)
    return now - last > (SILENT_EARLY if now - start <= EARLY else SILENT_LATER)


def asked_by(since_start: timedelta, cadence: Sequence[Milestone]) -> int:
    """Return the attempts that the milestone which is running asks for; the last one's after all of them."""
    running = [step.attempts for step in cadence if since_start <= timedelta(days=step.day)]
    return running[0] if running else cadence[-1].attempts


def too_many(made: int, asked: int) -> bool:
    """Tell whether a lead was tried more often than it can be asked to bear."""
    return made > TOO_MANY * asked
