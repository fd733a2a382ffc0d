"""How seldom chance brings so few or so many of n: exact binomial tails against a limit."""

from fractions import Fraction
from math import exp, lgamma, log, log1p

import numpy as np

NEAR = 1e-6
"""Relative distance from a limit within which a float is not believed, and whole numbers decide."""


def seldom_so_few(x: int, n: int, share: Fraction, tail: Fraction) -> bool:
    """Tell whether chance brings ``x`` or fewer of ``n`` with a chance under ``tail``, at which it is not under.

    Each of the n succeeds with ``share``, 0 to 1; ``tail`` is at most a half. Clopper and Pearson (1934).
    """
    if x >= n * share:  # the median lies there or below, so chance does it in half of the cases
        return False
    if share == 1:
        return True
    chance = _at_most(x, n, share)
    if abs(chance / float(tail) - 1) > NEAR:
        return chance < tail
    return _exactly_at_most(x, n, share) < tail


def seldom_so_many(x: int, n: int, share: Fraction, tail: Fraction) -> bool:
    """Tell whether chance brings ``x`` or more of ``n`` with a chance under ``tail``: the mirror of the above."""
    return seldom_so_few(n - x, n, 1 - share, tail)


def _at_most(x: int, n: int, share: Fraction) -> float:
    """Sum from the largest term down; each is smaller than the one before, as ``x`` lies below the mean."""
    p, q = float(share), float(1 - share)
    largest = exp(lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1) + x * log(p) + (n - x) * _log(p, q))
    counts = np.arange(x, 0, -1, dtype=np.float64)
    return largest * (1 + float(np.sum(np.cumprod(counts / (n - counts + 1) * (q / p)))))


def _log(p: float, q: float) -> float:
    return log1p(-p) if p < q else log(q)


def _exactly_at_most(x: int, n: int, share: Fraction) -> Fraction:
    success, failure, whole = share.numerator, share.denominator - share.numerator, share.denominator
    term = failure**n
    total = term
    for k in range(x):
        term = term * (n - k) * success // ((k + 1) * failure)
        total += term
    return Fraction(total, whole**n)
