"""Counts whose pace is not known for sure: mixtures of negative binomials."""

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Negative binomials side by side: arrays with one entry each, all above 0."""

    weight: Floats
    """How likely each is; they add up to 1."""
    mean: Floats
    width: Floats
    """Each stands for the means around it: their logarithms lie evenly over so much."""
    beyond: Floats
    """Variance beyond a Poisson's: of a given mean, it is mean + beyond × mean²."""
    middle: float
    """The median of the mean."""

    def at_most(self, counts: npt.NDArray[np.int64]) -> Floats:
        """Return the chance of ending at or under each count, within 0.003 where two or more are expected.

        A negative binomial's is that of a number distributed as F, whose cube root is nearly normal (Paulson 1942,
        Annals of Mathematical Statistics 13); that of nothing at all is exact.
        """
        k = np.maximum(counts, 0)[:, np.newaxis] + 1.0
        beyond = self.beyond + self.width**2 / 12
        ratio, first, second = np.cbrt(k) / np.cbrt(self.mean), 1 / (9 * k), beyond / 9
        reached = _normal(((1 - first) * ratio - (1 - second)) / np.sqrt(second + first * ratio**2))
        nothing = np.exp(-np.log1p(beyond * self.mean) / beyond)
        chances: Floats = np.where(k == 1, nothing, reached) @ self.weight
        return np.where(counts < 0, 0.0, np.minimum(chances, 1))

    def quantiles(self, *chances: float) -> tuple[int, ...]:
        """Return the least counts at or under which it ends with each of these chances."""
        sought = np.array(chances)
        mean = self.weight @ self.mean
        deviation = np.sqrt(self.weight @ (self.mean + (1 + self.beyond + self.width**2 / 12) * self.mean**2) - mean**2)
        # Cantelli's inequality holds them between these.
        short = np.maximum(-1, np.floor(mean - deviation * np.sqrt(1 / sought - 1)) - 1).astype(np.int64)
        enough = np.ceil(mean + deviation / np.sqrt(1 / sought - 1)).astype(np.int64) + 1
        while np.any(enough - short > 1):
            halfway = (short + enough) // 2
            reaches = self.at_most(halfway) >= sought
            short, enough = np.where(reaches, short, halfway), np.where(reaches, halfway, enough)
        return tuple(enough.tolist())

    def drawn(self, random: np.random.Generator, size: int) -> tuple[Floats, Floats]:
        """Draw so many means, and a count from each."""
        one = np.searchsorted(np.cumsum(self.weight)[:-1], random.random(size), "right")
        mean = self.mean[one] * np.exp(self.width[one] * (random.random(size) - 0.5))
        beyond = self.beyond[one]
        return mean, random.poisson(random.gamma(1 / beyond, beyond * mean)).astype(np.float64)


def _normal(z: Floats) -> Floats:
    """Return the standard normal distribution at z, within 0.0002 (Page 1977, Applied Statistics 26)."""
    return np.asarray(0.5 + 0.5 * np.tanh(sqrt(2 / pi) * (z + 0.044715 * z**3)), dtype=np.float64)
