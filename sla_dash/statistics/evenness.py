"""Whether counts differ from the parts that they were to have by more than chance: Pearson's test."""

from collections.abc import Sequence
from fractions import Fraction
from math import erfc, exp, lgamma, log, sqrt


def pearson(counts: Sequence[int], weights: Sequence[Fraction]) -> float | None:
    """Return the chance of counts that lie as far from ``weights`` or farther; None without any, or of fewer than two.

    Pearson (1900): the sum of (found − expected)² ÷ expected over all, against chi-square with one degree of freedom
    fewer than there are counts. Weights are positive, in any unit.
    """
    n, whole = sum(counts), sum(weights)
    if not n or len(counts) < 2:
        return None
    squares = sum((count * count / weight for count, weight in zip(counts, weights, strict=True)), Fraction(0))
    return above(float(squares * whole / n - n), len(counts) - 1)


def above(x: float, freedom: int) -> float:
    """Return the chance that chi-square with whole degrees of ``freedom`` (1 or more) exceeds ``x`` (0 or more).

    The finite sums of Abramowitz and Stegun, 26.4.4 for odd degrees and 26.4.5 for even ones; every term is positive.
    """
    half = x / 2
    odd = freedom % 2
    tail = erfc(sqrt(half)) if odd else 0.0
    if not half:
        return 1.0
    powers = (k + odd / 2 for k in range(freedom // 2))
    return min(1.0, tail + sum(exp(power * log(half) - half - lgamma(power + 1)) for power in powers))
