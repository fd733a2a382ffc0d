"""What a month still brings: how far its promise can be believed is learnt from the months that are closed.

The pace of a month is its target × e^z. Each z strays around a lasting m, and m around the promise: a hierarchical
model (Gelman 2006, Bayesian Analysis 1). Any month may break with those before it (West and Harrison 1997, Bayesian
Forecasting and Dynamic Models), and old months count for less (Ibrahim and Chen 2000, Statistical Science 15).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import asinh, lgamma, log, sqrt

import numpy as np

from sla_dash.statistics.mixture import Floats, Mixture

OMEGA = 0.1 * 2.0 ** np.arange(5)
"""How far the lasting pace may lie from the promise, m ~ N(0, ω²): each half as likely as the one before."""
SIGMA = 0.025 * 2.0 ** np.arange(6)
"""How far a month strays from the lasting pace, z ~ N(m, σ²): equally likely."""
TAU = np.array((1e-4, 0.03, 0.06, 0.12, 0.24))
"""How far a part of a month strays from it: each half as likely as the one before, and the first as good as 0."""
BREAK, BREAKS = 0.3, 0.2
"""One month in five strays further: z ~ N(m, σ² + 0.3²)."""
MEMORY = 0.8
"""What a closed month counts for, of what the one after it does."""
NODES, REACH = 41, 4.0
"""Values of z that are looked at around a likely one, and how far they reach."""
UNLIKELY = 1e-4
"""Paces that weigh less are left out."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that is over."""

    early: float
    """What it had brought when the same share of it was done as is of this month."""
    whole: float
    target: int
    """0 where nothing was promised: the month says nothing then."""


def rest(n: int, share: Fraction | float, target: int | None, phi: float, closed: Sequence[Closed]) -> Mixture | None:
    """Return what is still to come of a month that has brought ``n`` by ``share`` of it; None if nothing or no target.

    ``closed`` runs from the oldest month to the newest. ``phi`` is the overdispersion of daily counts, at least 1.
    While nothing is due, what came on days without weight says nothing of the pace.
    """
    s = float(share)
    if not target or s >= 1:
        return None
    come, tau = (n, TAU) if s else (0, TAU[:1])  # a month that has not begun has no parts
    past = _Past.of(closed)
    z, likely = _month(come, s * target, phi, past)
    width, pace = np.gradient(z), target * np.exp(z)
    weight = _within(tau, s, phi, past)[:, np.newaxis] * likely * width
    if s:
        chance = _log_chance(come, s * pace, _beyond(s * pace, tau, phi))
        weight *= np.exp(chance - chance.max())
    weight /= weight.sum()
    middle = np.interp(0.5, np.cumsum(weight.sum(axis=0))[:-1], (pace[1:] + pace[:-1]) / 2)
    mean, kept = (1 - s) * pace, weight > UNLIKELY
    return Mixture(
        weight[kept] / weight[kept].sum(),
        np.broadcast_to(mean, kept.shape)[kept],
        np.broadcast_to(width, kept.shape)[kept],
        _beyond(mean, tau, phi)[kept],
        (1 - s) * float(middle),
    )


@dataclass(frozen=True, slots=True)
class _Past:
    """The closed months with a target, oldest first: arrays with one entry each."""

    early: Floats
    whole: Floats
    target: Floats
    counted: Floats
    """What each counts for (uᵢ): the newest counts whole."""

    @classmethod
    def of(cls, closed: Sequence[Closed]) -> "_Past":
        table = np.array([(one.early, one.whole, one.target) for one in closed if one.target], dtype=np.float64)
        early, whole, target = table.reshape(-1, 3).T
        return cls(early, whole, target, MEMORY ** np.arange(len(table), dtype=np.float64)[::-1])


def _month(come: int, due: float, phi: float, past: _Past) -> tuple[Floats, Floats]:
    """Return a grid of z, fine around what has come and around what closed months say, and how likely these make it."""
    weight, centre, variance = _lasting(phi, past)
    around_come = _around(log((come + 0.5) / (due + 0.5)), sqrt(phi / (come + 0.5)))
    z = np.sort(np.concatenate((around_come, _around(float(weight @ centre), SIGMA[0]))))
    either = np.concatenate(((1 - BREAKS) * weight, BREAKS * weight))
    variance = np.concatenate((variance, variance + BREAK**2))
    distance = z[:, np.newaxis] - np.tile(centre, 2)
    return z, np.exp(-(distance**2) / variance / 2) @ (either / np.sqrt(variance))


def _lasting(phi: float, past: _Past) -> tuple[Floats, Floats, Floats]:
    """Return how likely each (ω, σ) is, and mean and variance of this month's z under it, m being integrated by hand.

    yᵢ ~ N(m, Qᵢ) with Qᵢ = σ² + φ/(wᵢ+½), so m ~ N(B/P, 1/P) with A = Σuᵢ/Qᵢ, B = Σuᵢyᵢ/Qᵢ and P = A + 1/ω².
    """
    u, omega = past.counted, OMEGA[:, np.newaxis]
    y = np.log((past.whole + 0.5) / (past.target + 0.5))
    q = SIGMA[:, np.newaxis] ** 2 + phi / (past.whole + 0.5)
    a, b = np.sum(u / q, axis=1), np.sum(u * y / q, axis=1)
    p = a + 1 / omega**2
    fit = -np.sum(u * (np.log(q) + y**2 / q), axis=1) / 2 + b**2 / p / 2 - np.log(omega**2 * p) / 2
    weight = _halved(len(OMEGA))[:, np.newaxis] * np.exp(fit - fit.max())
    return (weight / weight.sum()).ravel(), (b / p).ravel(), (1 / p + SIGMA**2).ravel()


def _within(tau: Floats, s: float, phi: float, past: _Past) -> Floats:
    """Return how likely each τ is, by how much faster or slower closed months went on than they had begun."""
    due, left = s * past.whole + 0.5, (1 - s) * past.whole + 0.5
    wavered = np.log((past.whole - past.early + 0.5) / left) - np.log((past.early + 0.5) / due)
    variance = phi / due + phi / left + 2 * tau[:, np.newaxis] ** 2
    fit = -np.sum(past.counted * (np.log(variance) + wavered**2 / variance), axis=1) / 2
    weight: Floats = _halved(len(tau)) * np.exp(fit - fit.max())
    return weight


def _log_chance(n: int, mean: Floats, beyond: Floats) -> Floats:
    """Return the logarithm of the negative binomial's chance of ``n``, less what is the same for every mean."""
    size, odds = 1 / beyond, beyond * mean
    chance: Floats = _log_gamma(n + size) - _log_gamma(size) + n * np.log(odds / (1 + odds)) - size * np.log1p(odds)
    return chance


def _beyond(mean: Floats, tau: Floats, phi: float) -> Floats:
    """Return how far φ × mean + (τ × mean)² is beyond a Poisson's variance, in units of the squared mean."""
    return (phi - 1) / mean + tau[:, np.newaxis] ** 2


def _halved(size: int) -> Floats:
    return 0.5 ** np.arange(size, dtype=np.float64)


def _around(middle: float, scale: float) -> Floats:
    """Return values around a middle, less than half of ``scale`` apart there and ever farther away from it."""
    grid: Floats = middle + scale * np.sinh(np.linspace(-1, 1, NODES) * asinh(REACH / scale))
    return grid


_log_gamma = np.vectorize(lgamma, otypes=[np.float64])
