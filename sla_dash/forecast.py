"""Where the month will land: a gamma-Poisson forecast, and the chance of ending in the band."""

from dataclasses import dataclass
from fractions import Fraction
from math import log, sqrt

import numpy as np
import numpy.typing as npt

PRIOR_CV = 0.2
"""How far a month's true pace is believed to stray from its target before any lead has arrived."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The month's final count of leads."""

    mean: float
    variance: float
    low: int
    high: int
    """The 80 % interval: its 10 % and 90 % quantiles."""
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


def chance_in_band_on_plan(target: int, tolerance: Fraction) -> float:
    """Return the chance that a month whose true pace is its target ends within the band, counts being Poisson."""
    chances = _counts(float(target), float(target))
    below, above = _outside(0, chances, target, tolerance)
    return 1 - below - above


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
