"""How far a share of few can be trusted."""

from math import sqrt

Z95 = 1.959963984540054


def wilson(x: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Return the interval of Wilson (1927) for ``x`` of ``n``; None of none.

    Its ends are exactly 0 where nothing, and 1 where everything, happened.
    """
    if not n:
        return None
    centre = (x + z * z / 2) / (n + z * z)
    half = z * sqrt(x * (n - x) / n + z * z / 4) / (n + z * z)
    return (0.0 if x == 0 else centre - half, 1.0 if x == n else centre + half)
