"""Where the month will land, and the chance of ending in the band."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, floor, fsum, lgamma, log

import numpy as np

from sla_dash.statistics.mixture import Mixture

INTERVAL = (0.1, 0.9)
"""The quantiles between which eight of ten months end."""
DRAWS = 10_000
SEED = 20_261_101
"""The simulated months are the same whenever they are asked for."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where the month will end, in leads or in their value."""

    mean: float
    """What has come, and the median of what the rest is expected to bring."""
    low: float
    high: float
    """The 80 % interval: its 10 % and 90 % quantiles; whole numbers for leads."""
    in_band: float
    above: float
    below: float
    """Chances of the month ending in its band, above and below it; they add up to 1."""

    def worth(self, lead_value: Fraction) -> "Forecast":
        """Return the same in value, where all leads are worth the same."""
        value = float(lead_value)
        return Forecast(self.mean * value, self.low * value, self.high * value, self.in_band, self.above, self.below)


def month_end(n: int, rest: Mixture | None, target: int | None, tolerance: Fraction) -> Forecast | None:
    """Forecast the month's count from what has come and the rest; None without a target.

    Without a rest the month is known.
    """
    if not target:
        return None
    first, last = _band(target, tolerance)
    if rest is None:
        return Forecast(n, n, n, float(first <= n <= last), float(n > last), float(n < first))
    below, not_above = rest.at_most(np.array((first - 1 - n, last - n))).tolist()
    low, high = rest.quantiles(*INTERVAL)
    return Forecast(n + rest.middle, n + low, n + high, max(0.0, not_above - below), 1 - not_above, below)


@dataclass(frozen=True, slots=True)
class Valued:
    """One type of lead in a forecast of value."""

    n: int
    rest: Mixture | None
    """None where the type has no target: only what it has delivered counts then."""
    lead_value: Fraction


def month_end_value(types: Sequence[Valued], target: Fraction | None, tolerance: Fraction) -> Forecast | None:
    """Forecast the value of the month by simulating the leads still to come of every type; None without a target.

    Ten thousand months from a fixed seed; types are taken to vary independently.
    """
    if not target:
        return None
    random = np.random.default_rng(SEED)
    ends = expected = np.full(DRAWS, float(sum(one.n * one.lead_value for one in types)))
    for one in types:
        if one.rest:
            means, counts = one.rest.drawn(random, DRAWS)
            expected = expected + float(one.lead_value) * means
            ends = ends + float(one.lead_value) * counts
    low, high = np.quantile(ends, INTERVAL)
    # Half a lead's rounding in floats must not push an end on the very edge out of the band.
    slack = float(target) * 1e-12
    below = float(np.mean(ends < float(target * (1 - tolerance)) - slack))
    above = float(np.mean(ends > float(target * (1 + tolerance)) + slack))
    return Forecast(float(np.median(expected)), float(low), float(high), max(0.0, 1 - below - above), above, below)


def run_rate(delivered: Fraction | int, share: Fraction) -> Fraction | None:
    """Return where the month ends if it goes on as it began; None while nothing is due."""
    return Fraction(delivered) / share if share else None


def seasonal(delivered: Fraction | int, shares: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return where the month ends if it goes on as closed months went on from the same point.

    ``shares`` holds for each closed month what had come by the point at which the same share of it was done, and what
    came in all; they are pooled. None where nothing had come by then.
    """
    by_then = sum(early for early, _ in shares)
    return Fraction(delivered) * sum(whole for _, whole in shares) / by_then if by_then else None


def chance_in_band_on_plan(target: int, tolerance: Fraction) -> float:
    """Return the chance that a month whose true pace is its target ends within the band, counts being Poisson."""
    first, last = _band(target, tolerance)
    return fsum(exp(k * log(target) - target - lgamma(k + 1)) for k in range(first, last + 1))


def _band(target: int, tolerance: Fraction) -> tuple[int, int]:
    """Return the first and the last count inside the band, in exact arithmetic."""
    return ceil(target * (1 - tolerance)), floor(target * (1 + tolerance))
