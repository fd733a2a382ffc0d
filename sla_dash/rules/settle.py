"""What to settle at the stand-up: which findings are put before both sides, and in which order."""

from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import TypeVar

Found = TypeVar("Found")

MOST = 3
"""Questions that one meeting can settle."""
SILENT_PART = Fraction(1, 5)
"""Of the follow-ups that run: a smaller part of silent ones is for the reps' own lists, not for the meeting."""
ENOUGH = 10
"""Of them silent, before the meeting is asked."""


class Gravity(IntEnum):
    """How grave a finding is: the higher, the earlier it is settled.

    What is lost for this month comes first: nobody can work it off, so somebody has to give a promise another number,
    or accept the miss and say so; every morning without that is spent chasing what cannot be caught. Then come people
    who wait: leads cool by the hour, and somebody can take them today. Then what slips and can still be turned within
    the month. Habits come last: they cost most over a year and least by tomorrow.
    """

    HABIT = 1
    SLIPPING = 2
    WAITING = 3
    LOST = 4


class Kind(StrEnum):
    """What a proposal is about; within one gravity those named first are settled first."""

    OUT_OF_REACH = "out of reach"
    """A type of lead, or all, behind by more than chance, and what each day must bring is more than days bring."""
    PROMISE = "promise missed"
    """A promise to contact in time missed by more than chance, in no hour of the week more than in others."""
    HOURS = "hours"
    """A block of hours in which leads are contacted in time less often than elsewhere."""
    UNOWNED = "nobody owns"
    """Leads that nobody has owned for more than a day."""
    CAPACITY = "capacity"
    """More leads than the reps agreed to work."""
    ATTEMPTS = "attempts"
    """More attempts due than a good day makes."""
    SILENT = "silent follow-ups"
    """Follow-ups in which nobody has tried for too long."""
    MIX = "mix"
    """The value is behind although the leads are not."""
    ALARM = "alarm"
    """Daily counts that left what was promised, and nobody has acknowledged it."""
    RATE = "rate"
    """A conversion rate that is not the one agreed any more."""


def too_silent(silent: int, running: int) -> bool:
    """Tell whether so many of the running follow-ups are silent that it is a matter for both sides."""
    return silent >= ENOUGH and silent >= running * SILENT_PART


def chosen(found: Iterable[Sequence[Found]]) -> tuple[Found, ...]:
    """Choose at most three findings of several kinds, each kind's gravest first, the gravest kind first.

    Every kind has its first before any has its second, so that three misses of one kind do not hide all else; those
    chosen keep their order.
    """
    kinds = [list(one) for one in found]
    placed = [(n, place) for place, one in enumerate(kinds) for n in range(len(one))]
    return tuple(kinds[place][n] for place, n in sorted((place, n) for n, place in sorted(placed)[:MOST]))
