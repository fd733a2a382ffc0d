"""How far a share may lie from another by chance alone: exact binomial limits."""

from functools import lru_cache

import numpy as np

TAIL95, TAIL998 = 0.025, 0.001
"""Chance on each side of the 95 % and the 99.8 % limits."""
KEPT = 4_096
"""Limits that are remembered."""


@lru_cache(maxsize=KEPT)
def low(n: int, share: float, tail: float) -> float:
    """Return the share of ``n`` below which chance puts less than ``tail``, where each succeeds with ``share``.

    Exact: fewer than ``r`` successes lie below it, where r is the smallest count that is reached by chance with at
    least ``tail``. Between the counts it is interpolated, so that the limit falls smoothly with n (Spiegelhalter 2005,
    appendix A.1.1); which counts lie below it stays the same. 0 where no count can lie below.
    """
    if n == 0 or share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    counts = np.arange(1, n + 1)
    steps = np.log((n - counts + 1) / counts) + np.log(share) - np.log1p(-share)
    chances = np.exp(n * np.log1p(-share) + np.concatenate([[0.0], np.cumsum(steps)]))
    reached = np.cumsum(chances)
    r = int(np.searchsorted(reached, tail))
    return max(0.0, (r - float((reached[r] - tail) / chances[r])) / n)


def high(n: int, share: float, tail: float) -> float:
    """Return the share of ``n`` above which chance puts less than ``tail``: the mirror of ``low``."""
    return 1 - low(n, 1 - share, tail)
