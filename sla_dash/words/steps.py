"""Where the time goes, in words."""

from collections.abc import Sequence
from datetime import timedelta

from sla_dash import theme
from sla_dash.rules.steps import Line, Step

NAMES = {
    Step.ASSIGNED: "hand-off → assigned",
    Step.CONTACTED: "assigned → first attempt",
    Step.CONVERSED: "first attempt → conversation",
    Step.IN_ALL: "hand-off → first attempt, in all",
}
BEFORE = {
    Step.ASSIGNED: "most of it before somebody was assigned",
    Step.CONTACTED: "most of it after somebody was assigned",
}
NO_TIME = timedelta(0)
CLOCKS = ("working time", "elapsed time")
"""How the two clocks are called: the one that stands still out of hours, and the one on the wall."""


def finding(lines: Sequence[Line]) -> str:
    """Say before the first attempt of which step most time goes; nothing where too few have taken both."""
    told = [line for line in lines if line.step in BEFORE and line.happened >= theme.ENOUGH_EVENTS and line.median]
    longest = max(told, key=lambda line: line.median or NO_TIME, default=None)
    return BEFORE[longest.step] if longest and len(told) == len(BEFORE) else ""


def to_do(lines: Sequence[Line]) -> list[str]:
    """Say how many leads to ask after: those closed before anybody tried to reach them, where they are not few."""
    lost = sum(line.never for line in lines if line.step is Step.IN_ALL)
    if lost < theme.ENOUGH_EVENTS:
        return []
    return [f"Ask why {theme.strong(theme.counted(lost, 'lead'))} were closed before anybody tried to reach them"]


def where(lines: Sequence[Line], *, wall_clock: bool) -> str:
    """Say what each step takes, for those who do not see it."""
    told = [f"{NAMES[line.step]}: {taken(line)}" for line in lines]
    return f"In {CLOCKS[wall_clock]}: {'; '.join(told)}."


def taken(line: Line) -> str:
    """Say by when half and nine in ten had taken a step; only counts while there are few."""
    if line.happened < theme.ENOUGH_EVENTS:
        return theme.part(line.happened, line.n)
    return f"half by {theme.duration(line.median)}, nine in ten by {theme.duration(line.p90)} (n {theme.count(line.n)})"


def counted(lines: Sequence[Line]) -> list[str]:
    """Say what became of the leads that began each step."""
    return [
        f"{NAMES[line.step]}: {line.n:,} entered = {line.happened:,} done + {line.waiting:,} {_still(line.step)} "
        f"+ {line.never:,} closed first"
        for line in lines
    ]


def _still(step: Step) -> str:
    return "still waiting, or called without it" if step is Step.ASSIGNED else "still waiting"
