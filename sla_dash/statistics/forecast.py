"""Where the month will land: a gamma-Poisson forecast, and the chance of ending in the band."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log, sqrt

import numpy as np
import numpy.typing as npt

PRIOR_CV = 0.2
"""How far a month's true pace is believed to stray from its target before any lead has arrived."""
DRAWS = 10_000
SEED = 20_261_101
"""The simulated months are the same whenever they are asked for."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where the month will end, in leads or in their value."""

    mean: float
    variance: float
    low: float
    high: float
    """The 80 % interval: its 10 % and 90 % quantiles; whole numbers for leads."""
    in_band: float
    above: float
    below: float
    """Chances of the month ending in its band, above and below it; they add up to 1."""


def month_end(n: int, share: Fraction | float, target: int | None, phi: float, tolerance: Fraction) -> Forecast | None:
    """Forecast the month's count from ``n`` leads delivered by ``share`` of the month; None without a target.

    Gamma prior with mean ``target`` and a coefficient of variation of 0.2, counts with variance ``phi`` times their
    mean; what remains follows a negative binomial, or a Poisson where its variance does not exceed its mean. While
    nothing is due yet, the leads of days without weight say nothing of the pace: what remains is the target.
    """
    if not target:
        return None
    done = float(share)
    a0 = phi / PRIOR_CV**2
    a, b = a0 + (n if done else 0), a0 / target + done
    left = 1 - done
    mean = a / b * left
    variance = phi * mean + left**2 * phi * a / b**2
    chances = _counts(mean, variance)
    reached = np.cumsum(chances)
    low, high = (n + int(np.searchsorted(reached, q * reached[-1])) for q in (0.1, 0.9))
    below, above = _outside(n, chances, target, tolerance)
    return Forecast(n + mean, variance, low, high, max(0.0, 1 - below - above), above, below)


@dataclass(frozen=True, slots=True)
class Valued:
    """One type of lead in a forecast of value."""

    n: int
    forecast: Forecast | None
    """None where the type has no target: only what it has delivered counts then."""
    lead_value: Fraction


def month_end_value(types: Sequence[Valued], target: Fraction | None, tolerance: Fraction) -> Forecast | None:
    """Forecast the value of the month by simulating the leads still to come of every type, each by its own forecast.

    Ten thousand months from a fixed seed; types are taken to vary independently. None without a target.
    """
    if not target:
        return None
    random = np.random.default_rng(SEED)
    ends = np.zeros(DRAWS)
    for one in types:
        ends += float(one.n * one.lead_value)
        if one.forecast:
            ends += float(one.lead_value) * _drawn(random, one.forecast.mean - one.n, one.forecast.variance)
    low, high = np.quantile(ends, (0.1, 0.9))
    # Half a lead's rounding in floats must not push an end on the very edge out of the band.
    slack = float(target) * 1e-12
    below = float(np.mean(ends < float(target * (1 - tolerance)) - slack))
    above = float(np.mean(ends > float(target * (1 + tolerance)) + slack))
    mean, variance = float(ends.mean()), float(ends.var())
    return Forecast(mean, variance, float(low), float(high), max(0.0, 1 - below - above), above, below)


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
    chances = _counts(float(target), float(target))
    below, above = _outside(0, chances, target, tolerance)
    return 1 - below - above


def _drawn(random: np.random.Generator, mean: float, variance: float) -> npt.NDArray[np.float64]:
    if mean <= 0:
        return np.zeros(DRAWS)
    if variance <= mean:
        return random.poisson(mean, DRAWS).astype(np.float64)
    return random.negative_binomial(mean**2 / (variance - mean), mean / variance, DRAWS).astype(np.float64)


def _outside(n: int, chances: npt.NDArray[np.float64], target: int, tolerance: Fraction) -> tuple[float, float]:
    """Return the chances of ending below and above the band; its edges are inside, in exact arithmetic."""
    first_inside = -(-target * (1 - tolerance) // 1)
    last_inside = target * (1 + tolerance) // 1
    start = max(0, int(first_inside) - n)
    end = max(0, int(last_inside) + 1 - n)
    return float(chances[:start].sum()), float(chances[end:].sum())


def _counts(mean: float, variance: float) -> npt.NDArray[np.float64]:
    """Return the probabilities of 0, 1, 2, … as far as they matter, by the ratio of neighbours."""
    if mean <= 0:
        return np.ones(1)
    k = np.arange(int(mean + 12 * sqrt(variance) + 40))
    if variance <= mean:
        first, ratios = -mean, np.log(mean) - np.log(k + 1.0)
    else:
        size, p = mean**2 / (variance - mean), mean / variance
        first, ratios = size * log(p), np.log((k + size) / (k + 1.0) * (1 - p))
    return np.asarray(np.exp(first + np.concatenate(([0.0], np.cumsum(ratios)))), dtype=np.float64)
