"""Time to an event when some still wait: Kaplan–Meier, its interval and its quantiles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import exp, inf, log, sqrt

MINUTE = timedelta(minutes=1)
Z95 = 1.959963984540054
NEARLY = 1e-9
"""Slack for comparing a product of floats with a round share."""
Time = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A share reached by some time, with its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Step:
    """One drop of the curve."""

    time: Time
    surviving: float
    greenwood: float
    """Sum of d / (n (n - d)) so far; infinite once nobody is left."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The Kaplan–Meier curve of a group: those for whom nothing happened yet are censored, not missing."""

    n: int
    events: int
    steps: tuple[Step, ...]
    times: tuple[Time, ...]
    """When somebody had the event, or was seen last without it."""
    watched: tuple[int, ...]
    """How many were watched up to each of these times, inclusive."""

    @property
    def ends_at(self) -> Time | None:
        """Up to when the curve is known, inclusive; infinite once all who were left had the event, None of nobody."""
        if self.steps and not self.steps[-1].surviving:
            return inf
        return self.times[-1] if self.times else None

    def by(self, time: Time) -> Share | None:
        """Return the share for whom the event has happened by ``time``, inclusive, with the log-log Greenwood interval.

        None where the curve has ended before. Greenwood's variance does not exist at its ends: while nothing has
        happened the upper bound is Wilson's of none out of those still watched, and once it has happened to all the
        lower bound is Wilson's of as many out of as many.
        """
        if self.ends_at is None or time > self.ends_at:
            return None
        passed = bisect_right(self.steps, time, key=lambda step: step.time)
        if not passed:
            return Share(0.0, 0.0, Z95**2 / (self.watched[bisect_left(self.times, time)] + Z95**2))
        last = self.steps[passed - 1]
        if not last.surviving:
            return Share(1.0, self.events / (self.events + Z95**2), 1.0)
        return self._interval(last)

    def quantile(self, share: float) -> Time | None:
        """Return the first time by which at least ``share`` have had the event; None if that is not reached."""
        return next((step.time for step in self.steps if step.surviving <= 1 - share + NEARLY), None)

    @staticmethod
    def _interval(step: Step) -> Share:
        surviving = step.surviving
        width = Z95 * sqrt(step.greenwood) / abs(log(surviving))
        center = log(-log(surviving))
        return Share(1 - surviving, 1 - exp(-exp(center - width)), 1 - exp(-exp(center + width)))


def curve(counts: Mapping[Time, tuple[int, int]]) -> Curve:
    """Estimate the curve from (events, censored) at each time; at a tie the events come first.

    Kaplan and Meier (1958), with Greenwood's variance.
    """
    at_risk = n = sum(events + censored for events, censored in counts.values())
    surviving, greenwood, total = 1.0, 0.0, 0
    steps, times, watched = [], sorted(counts), []
    for time in times:
        events, censored = counts[time]
        watched.append(at_risk)
        if events:
            surviving *= (at_risk - events) / at_risk
            greenwood += events / (at_risk * (at_risk - events)) if at_risk > events else float("inf")
            total += events
            steps.append(Step(time, surviving, greenwood))
        at_risk -= events + censored
    return Curve(n, total, tuple(steps), tuple(times), tuple(watched))


def tally(durations: Iterable[tuple[Time, bool, int]]) -> dict[Time, tuple[int, int]]:
    """Count (events, censored) at each time from durations, whether the event ended them, and how many they are."""
    counts: dict[Time, tuple[int, int]] = {}
    for time, happened, number in durations:
        events, censored = counts.get(time, (0, 0))
        counts[time] = (events + number, censored) if happened else (events, censored + number)
    return counts


def minutes(spent: timedelta, happened: bool) -> int:
    """Round a duration to whole minutes: events up, censorings down, so that rounding flatters nobody."""
    return -(-spent // MINUTE) if happened else spent // MINUTE
