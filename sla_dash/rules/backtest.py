"""How good the forecast was: what past mornings said of their month against how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from sla_dash.statistics.forecast import Forecast

DAYS = (3, 7, 12, 17)
"""Working days of a month after which it is forecast again."""
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Between which chances of ending in the band are held together."""


@dataclass(frozen=True, slots=True)
class Case:
    """One past morning: what it said, and how the month ended."""

    month: date
    day: int
    """Working days that were complete."""
    kind: tuple[str | None, str | None] | None
    """Stream and lead type; None for all leads together."""
    target: int
    forecast: Forecast
    run_rate: Fraction | None
    """What the plain run rate said; None while nothing was due."""
    actual: int

    @property
    def covered(self) -> bool:
        """Whether the month ended within the 80 % interval, both ends inside."""
        return self.forecast.low <= self.actual <= self.forecast.high

    def in_band(self, tolerance: Fraction) -> bool:
        """Tell whether the month ended in its band, both edges inside."""
        return self.target * (1 - tolerance) <= self.actual <= self.target * (1 + tolerance)


@dataclass(frozen=True, slots=True)
class Quality:
    """How some cases turned out; errors are shares of the target."""

    n: int
    covered: int
    error: float
    """Mean absolute error of the forecast."""
    run_rate_error: float | None
    """Of the plain run rate over the same cases; None where one of them has none."""
    brier: float
    """Mean squared difference of the chance of ending in the band from what happened, 1 or 0 (Brier 1950)."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Mornings that gave the band a chance between two edges, and how often the month ended in it."""

    low: float
    high: float
    n: int
    said: float
    """Mean chance."""
    happened: int


def quality(cases: Sequence[Case], tolerance: Fraction) -> Quality | None:
    """Measure coverage, errors and chances; None without cases."""
    if not cases:
        return None
    errors = [abs(case.forecast.mean - case.actual) / case.target for case in cases]
    plain = [abs(float(c.run_rate) - c.actual) / c.target for c in cases if c.run_rate is not None]
    complete = len(plain) == len(cases)
    n, covered = len(cases), sum(case.covered for case in cases)
    brier = sum((case.forecast.in_band - case.in_band(tolerance)) ** 2 for case in cases) / n
    return Quality(n, covered, sum(errors) / n, sum(plain) / n if complete else None, brier)


def calibration(cases: Sequence[Case], tolerance: Fraction) -> tuple[Calibration, ...]:
    """Hold the chances of ending in the band against what happened; groups without cases are left out."""
    found = []
    for low, high in pairwise(EDGES):
        held = [c for c in cases if low <= c.forecast.in_band < high or (high == c.forecast.in_band == 1)]
        if held:
            said = sum(case.forecast.in_band for case in held) / len(held)
            found.append(Calibration(low, high, len(held), said, sum(case.in_band(tolerance) for case in held)))
    return tuple(found)
