"""Objectives: whether a rate is on its way from what it was to what it should be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sla_dash.rules.demand import Counted

ENOUGH = 10
"""Leads that must have passed before a rate is put into words."""


class Progress(StrEnum):
    """Where an objective stands."""

    ON_TRACK = "on track"
    BEHIND = "behind"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Standing:
    """A rate as mature cohorts have shown it, beside the straight line to its goal."""

    due: Fraction
    """The rate on the line today: the start until it begins, the goal once its day has come."""
    found: Fraction | None
    """None where no cohort is mature yet."""
    interval: tuple[float, float] | None
    progress: Progress
    could_be_chance: bool
    """Whether the interval contains the rate that is due."""


def due(start: Fraction, goal: Fraction, since: date, by: date, today: date) -> Fraction:
    """Return the rate on the straight line between two days, both included; level before and after them."""
    done = Fraction(min(max((today - since).days, 0), (by - since).days), (by - since).days)
    return start + (goal - start) * done


def standing(
    start: Fraction, goal: Fraction, since: date, by: date, today: date, shown: Counted | None, z: float
) -> Standing:
    """Judge an objective: on track where the rate found lies on the line or beyond it, on the side of the goal.

    ``z`` is the width of the interval: that of all rates looked at, as the same counts are judged among them.
    """
    line = due(start, goal, since, by, today)
    found = shown.rate if shown else None
    interval = shown.interval(z) if shown else None
    if shown is None or found is None or interval is None or shown.passed < ENOUGH:
        return Standing(line, found, interval, Progress.TOO_EARLY, could_be_chance=False)
    reached = found >= line if goal >= start else found <= line
    chance = interval[0] <= float(line) <= interval[1]
    return Standing(line, found, interval, Progress.ON_TRACK if reached else Progress.BEHIND, chance)


def together(counts: list[Counted]) -> Counted | None:
    """Add up the counts of several types, their maturity weighted by the leads; None of none."""
    of = sum(one.of for one in counts)
    if not of:
        return None
    maturity = sum((one.of * one.maturity for one in counts), Fraction(0)) / of
    return Counted(sum(one.passed for one in counts), of, maturity)
