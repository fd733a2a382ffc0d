"""When contact time is lost: the hours of the week in which too few leads are contacted in time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla_dash.statistics import limits, proportion

LEADS_AT_LEAST = 10
"""Leads of an hour before their share is put into words."""
LONGEST = 4
"""Hours of a block at most: what one person can be asked to cover."""
FALSE_ALARM = 0.05
"""How often a block is found where there is none, over all that are looked at."""


@dataclass(frozen=True, slots=True)
class Hour:
    """Leads whose clock started in one local hour of a weekday, their window over."""

    weekday: int
    """0 is Monday."""
    hour: int
    leads: int
    in_time: int

    @property
    def share(self) -> Fraction:
        """Share of them contacted in time."""
        return Fraction(self.in_time, self.leads)

    @property
    def enough(self) -> bool:
        """Whether there are enough of them for a share."""
        return self.leads >= LEADS_AT_LEAST

    def short_of(self, promised: Fraction | None) -> bool:
        """Say whether chance would put the share so far below what was promised less than once in a thousand times."""
        if promised is None or not self.enough:
            return False
        return self.in_time / self.leads < limits.low(self.leads, float(promised), limits.TAIL998)


def together(apart: Iterable[Hour]) -> list[Hour]:
    """Add up the leads of several types, hour by hour of the week."""
    counted: dict[tuple[int, int], Hour] = {}
    for one in apart:
        place = one.weekday, one.hour
        other = counted.get(place, Hour(*place, 0, 0))
        counted[place] = Hour(*place, one.leads + other.leads, one.in_time + other.in_time)
    return [counted[place] for place in sorted(counted)]


@dataclass(frozen=True, slots=True)
class Block:
    """Hours in a row of one weekday, and the leads whose clock started in them and elsewhere, their windows over."""

    weekday: int
    """0 is Monday."""
    first: int
    end: int
    """The hour at which it is over, up to 24."""
    leads: int
    in_time: int
    leads_elsewhere: int
    in_time_elsewhere: int

    @property
    def share(self) -> Fraction:
        """Share contacted in time of the leads of the block."""
        return Fraction(self.in_time, self.leads)

    @property
    def share_elsewhere(self) -> Fraction:
        """Share contacted in time of all other leads."""
        return Fraction(self.in_time_elsewhere, self.leads_elsewhere)

    @property
    def z(self) -> float:
        """How far the share lies from that elsewhere, in standard errors; negative where it is lower."""
        found = proportion.two_prop(self.in_time_elsewhere, self.leads_elsewhere, self.in_time, self.leads)
        return found[0] if found else 0.0


def worst(hours: Sequence[Hour], promised: Fraction | None, weeks_looked_at: int = 1) -> Block | None:
    """Return the block of hours that stands out most, where it is worse than chance explains; else None.

    It must fall short of what was promised, and of elsewhere so far that looking at every block, of as many weeks as
    are looked at (one a type of lead), finds one by chance once in twenty times: Bonferroni on exact binomial limits.
    The one furthest from elsewhere is taken, as in a scan of all windows (Kulldorff 1997).
    """
    if promised is None:
        return None
    found = [one for one in blocks(hours) if one.leads_elsewhere >= LEADS_AT_LEAST]
    enough = [one for one in found if one.leads >= LEADS_AT_LEAST]
    tail = FALSE_ALARM / max(1, len(enough) * weeks_looked_at)
    real = [
        one
        for one in enough
        if one.share < promised and one.in_time / one.leads < limits.low(one.leads, float(one.share_elsewhere), tail)
    ]
    return min(real, key=lambda one: (one.z, one.weekday, one.first), default=None)


def blocks(hours: Sequence[Hour]) -> Iterator[Block]:
    """Yield every block that begins and ends with an hour in which a lead came."""
    leads, in_time = sum(hour.leads for hour in hours), sum(hour.in_time for hour in hours)
    for day in range(7):
        of_day = sorted((hour for hour in hours if hour.weekday == day), key=lambda hour: hour.hour)
        for n, first in enumerate(of_day):
            some = some_in_time = 0
            for last in of_day[n:]:
                if last.hour - first.hour >= LONGEST:
                    break
                some, some_in_time = some + last.leads, some_in_time + last.in_time
                inside = day, first.hour, last.hour + 1, some, some_in_time
                yield Block(*inside, leads - some, in_time - some_in_time)
