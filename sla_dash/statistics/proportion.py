"""Shares of counts: their intervals, whether two of them differ, and how many of many differences are real."""

from collections.abc import Sequence
from math import erfc, sqrt
from statistics import NormalDist

Z95 = 1.959963984540054
Z90 = 1.6448536269514722
FALSE_FINDINGS = 0.05
"""Share of false ones that is put up with among the differences called real."""
Interval = tuple[float, float]


def wilson(x: int, n: int, z: float = Z95) -> Interval | None:
    """Return Wilson's score interval of ``x`` out of ``n``; None of none.

    ``z`` is the two-sided quantile of the normal distribution. Wilson (1927).
    """
    if not n:
        return None
    share, square = x / n, z * z / n
    center = (share + square / 2) / (1 + square)
    width = z * sqrt(share * (1 - share) / n + square / n / 4) / (1 + square)
    return (0.0 if x == 0 else center - width), (1.0 if x == n else center + width)


def newcombe(x1: int, n1: int, x2: int, n2: int, g1: float = 1, g2: float = 1) -> Interval | None:
    """Return the 95 % interval of the second share less the first; None where one of them is of none.

    Each share is over the part of it that can have been seen, ``g1`` and ``g2``, in (0, 1]. Newcombe (1998), method
    10: from the Wilson interval of each.
    """
    first, second = wilson(x1, n1), wilson(x2, n2)
    if first is None or second is None:
        return None
    p1, p2 = x1 / n1 / g1, x2 / n2 / g2
    return (
        p2 - p1 - sqrt((p2 - second[0] / g2) ** 2 + (first[1] / g1 - p1) ** 2),
        p2 - p1 + sqrt((second[1] / g2 - p2) ** 2 + (p1 - first[0] / g1) ** 2),
    )


def two_prop(x1: int, n1: int, x2: int, n2: int, g1: float = 1, g2: float = 1) -> tuple[float, float] | None:
    """Return z of the second share less the first, pooled, and its two-sided p-value; None where one is of none.

    Each share is over the part of it that can have been seen, ``g1`` and ``g2``, in (0, 1].
    """
    if not n1 or not n2:
        return None
    pooled = (x1 + x2) / (n1 * g1 + n2 * g2)
    error = sqrt(sum(max(0.0, pooled * (1 - pooled * g)) / (n * g) for n, g in ((n1, g1), (n2, g2))))
    z = (x2 / n2 / g2 - x1 / n1 / g1) / error if error else 0.0
    return z, _two_sided(z)


def one_prop(x: int, n: int, share: float) -> tuple[float, float] | None:
    """Return z of a share of counts against a fixed share in (0, 1], and its two-sided p-value; None of none.

    The score test, which agrees with Wilson's interval.
    """
    if not n:
        return None
    error = sqrt(share * (1 - share) / n)
    if not error:
        return (0.0, 1.0) if x == n else (float("-inf"), 0.0)
    z = (x / n - share) / error
    return z, _two_sided(z)


def benjamini_hochberg(p_values: Sequence[float], q: float = FALSE_FINDINGS) -> list[bool]:
    """Tell for each p-value whether it is a finding, so that at most ``q`` of the findings are expected to be false.

    Benjamini and Hochberg (1995): the largest p-value not above its rank's part of ``q``, and all smaller ones.
    """
    ranked = sorted(p_values)
    limits = [p for rank, p in enumerate(ranked, 1) if p <= q * rank / len(ranked)]
    return [bool(limits) and p <= limits[-1] for p in p_values]


def width(p_values: Sequence[float], q: float = FALSE_FINDINGS) -> float:
    """Return the ``z`` of intervals that agree with ``benjamini_hochberg``: a finding's alone excludes no difference.

    Benjamini and Yekutieli (2005): at ``q`` times the part of findings, at least one; of a single one Z95.
    """
    part = max(1, sum(benjamini_hochberg(p_values, q))) / max(1, len(p_values))
    return NormalDist().inv_cdf(1 - q * part / 2)


def _two_sided(z: float) -> float:
    return erfc(abs(z) / sqrt(2))
