"""Follow-up, sales' promise to keep trying: so many attempts by so many days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from sla_dash.agreement import Milestone

ONE_ATTEMPT = timedelta(minutes=10)
"""A touch less than this after the one before it belongs to the same attempt."""


class Kept(StrEnum):
    """What became of one milestone of one lead."""

    MET = "met"
    MISSED = "missed"
    EXEMPT = "exempt"
    """The follow-up had stopped before it was due: reached, closed, disqualified or won."""
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class MilestoneCount:
    """One line of the follow-up table: the leads whose milestone falls due in the month, or the total."""

    day: int | None
    attempts: int | None
    met: int
    missed: int
    exempt: int
    pending: int
    total: bool = False


def attempts(touches: Sequence[datetime], start: datetime) -> list[datetime]:
    """Collapse human outbound touches into attempts, each at its first touch; those before ``start`` do not count."""
    counted = sorted(touch for touch in touches if touch >= start)
    return counted[:1] + [later for earlier, later in pairwise(counted) if later - earlier >= ONE_ATTEMPT]


def milestone(
    start: datetime, made: Sequence[datetime], now: datetime, stop: datetime | None, promise: Milestone
) -> tuple[Kept, int]:
    """Judge one milestone as of ``now``, with the attempts made by its due instant, which is inclusive.

    Days are exact 24 hours after ``start``. ``stop`` is when the lead was reached, closed, disqualified or won.
    Attempts made early meet the milestone early. The reference for the SQL that judges all leads.
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
        total=True,
    )
