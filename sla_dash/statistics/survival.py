"""Time to an event when some still wait: Kaplan–Meier, its interval and its quantiles."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt

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

    def by(self, time: Time) -> Share:
        """Return the share for whom the event has happened by ``time``, inclusive, with the log-log Greenwood interval.

        0 to 0 while nothing has happened. Once it has happened to all, Greenwood's variance does not exist: the lower
        bound is Wilson's for as many successes out of as many trials, and the upper bound is 1.
        """
        passed = bisect_right(self.steps, time, key=lambda step: step.time)
        if not passed:
            return Share(0.0, 0.0, 0.0)
        last = self.steps[passed - 1]
        if last.surviving <= NEARLY:
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
    steps = []
    for time in sorted(counts):
        events, censored = counts[time]
        if events:
            surviving *= (at_risk - events) / at_risk
            greenwood += events / (at_risk * (at_risk - events)) if at_risk > events else float("inf")
            total += events
            steps.append(Step(time, surviving, greenwood))
        at_risk -= events + censored
    return Curve(n, total, tuple(steps))


def tally(durations: Iterable[tuple[Time, bool, int]]) -> dict[Time, tuple[int, int]]:
    """Count (events, censored) at each time from durations, whether the event ended them, and how many they are."""
    counts: dict[Time, tuple[int, int]] = {}
    for time, happened, number in durations:
        events, censored = counts.get(time, (0, 0))
        counts[time] = (events + number, censored) if happened else (events, censored + number)
    return counts


def minutes(seconds: int, happened: bool) -> int:
    """Round a duration to whole minutes: events up, censorings down, so that rounding flatters nobody."""
    return -(-seconds // 60) if happened else seconds // 60
