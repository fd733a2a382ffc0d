"""Where the time goes between hand-off and the first conversation, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sla_dash.statistics import survival


class Step(StrEnum):
    """One step on the way; each begins where the one before it ended."""

    ASSIGNED = "assigned"
    """From the hand-off until somebody is assigned: routing."""
    CONTACTED = "contacted"
    """From the assignment until the first attempt of a person: the rep."""
    CONVERSED = "conversed"
    """From the first attempt until the first conversation: the lead."""
    IN_ALL = "in all"
    """From the hand-off until the first attempt, whoever lost the time."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Leads that spent the same time on a step."""

    step: Step
    happened: bool
    minutes: int | None
    """Until it happened, rounded up, or until now, rounded down; None for a lead closed before it."""
    leads: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one step takes."""

    step: Step
    n: int
    """Leads that began the step."""
    happened: int
    waiting: int
    never: int
    """Closed before it happened; they count as never reaching it."""
    median: timedelta | None
    p90: timedelta | None
    """Time by which half, and nine in ten, had taken the step; None when not reached."""


def lines(rows: Sequence[Spent]) -> tuple[Line, ...]:
    """Judge every step by Kaplan–Meier, in the order of the way; a lead still in it is censored, not missing."""
    return tuple(_line(step, [row for row in rows if row.step is step]) for step in Step)


def _line(step: Step, rows: Sequence[Spent]) -> Line:
    never = float("inf")
    spent = ((never if row.minutes is None else row.minutes, row.happened, row.leads) for row in rows)
    curve = survival.curve(survival.tally(spent))
    return Line(
        step,
        curve.n,
        curve.events,
        sum(row.leads for row in rows if not row.happened and row.minutes is not None),
        sum(row.leads for row in rows if row.minutes is None),
        _time(curve.quantile(0.5)),
        _time(curve.quantile(0.9)),
    )


def _time(minutes: survival.Time | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=float(minutes))
