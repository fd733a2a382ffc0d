"""Two groups compared within equal strata: Mantel and Haenszel's estimates, each with its 95 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from sla_dash.statistics.survival import Z95

Table = tuple[int, int, int, int]
"""Exposed with the event and without it, unexposed with the event and without it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference or a ratio with its 95 % interval, whose ends are None where it has none."""

    value: float
    low: float | None
    high: float | None


def pooled(tables: Sequence[Table]) -> Table:
    """Put all strata into one: its estimates are the crude ones."""
    a, b, c, d = (sum(table[cell] for table in tables) for cell in range(4))
    return a, b, c, d


def risk_difference(tables: Sequence[Table]) -> Estimate | None:
    """Compare by difference of shares; None where no stratum has both groups.

    Mantel–Haenszel weights (Greenland and Robins 1985), variance by Sato (1989).
    """
    told = _told(tables)
    if not told:
        return None
    weight = sum(one.exposed * one.unexposed / one.n for one in told)
    value = sum((one.a * one.unexposed - one.c * one.exposed) / one.n for one in told) / weight
    p = sum(
        (
            one.exposed**2 * one.c
            - one.unexposed**2 * one.a
            + one.exposed * one.unexposed * (one.unexposed - one.exposed) / 2
        )
        / one.n**2
        for one in told
    )
    q = sum((one.a * (one.unexposed - one.c) + one.c * (one.exposed - one.a)) / (2 * one.n) for one in told)
    width = Z95 * sqrt(max(0.0, value * p + q)) / weight
    return Estimate(value, value - width, value + width)


def odds_ratio(tables: Sequence[Table]) -> Estimate | None:
    """Compare by ratio of odds; None where the unexposed have no odds.

    Mantel and Haenszel (1959), variance of its logarithm by Robins, Breslow and Greenland (1986).
    """
    told = _told(tables)
    r = sum(one.a * one.d / one.n for one in told)
    s = sum(one.b * one.c / one.n for one in told)
    if not s:
        return None
    variance = None
    if r:
        pr = sum((one.a + one.d) / one.n * one.a * one.d / one.n for one in told)
        ps_qr = sum(((one.a + one.d) * one.b * one.c + (one.b + one.c) * one.a * one.d) / one.n**2 for one in told)
        qs = sum((one.b + one.c) / one.n * one.b * one.c / one.n for one in told)
        variance = pr / (2 * r**2) + ps_qr / (2 * r * s) + qs / (2 * s**2)
    return _ratio(r / s, variance)


def risk_ratio(tables: Sequence[Table]) -> Estimate | None:
    """Compare by ratio of shares; None where none of the unexposed had the event.

    Variance of its logarithm by Greenland and Robins (1985).
    """
    told = _told(tables)
    r = sum(one.a * one.unexposed / one.n for one in told)
    s = sum(one.c * one.exposed / one.n for one in told)
    if not s:
        return None
    spread = sum((one.exposed * one.unexposed * (one.a + one.c) - one.a * one.c * one.n) / one.n**2 for one in told)
    return _ratio(r / s, spread / (r * s) if r else None)


def e_value(ratio: float) -> float:
    """Say how strongly something unknown must go with both, as a risk ratio, to explain a risk ratio alone.

    VanderWeele and Ding (2017). A ratio below 1 is turned over; 1 needs nothing to explain it.
    """
    if ratio <= 0:
        return float("inf")
    over = max(ratio, 1 / ratio)
    return over + sqrt(over * (over - 1))


@dataclass(frozen=True, slots=True)
class _Stratum:
    a: int
    b: int
    c: int
    d: int

    @property
    def exposed(self) -> int:
        return self.a + self.b

    @property
    def unexposed(self) -> int:
        return self.c + self.d

    @property
    def n(self) -> int:
        return self.exposed + self.unexposed


def _told(tables: Sequence[Table]) -> list[_Stratum]:
    """Return the strata that tell anything: those with both groups."""
    return [one for one in (_Stratum(*table) for table in tables) if one.exposed and one.unexposed]


def _ratio(value: float, variance: float | None) -> Estimate:
    if variance is None:
        return Estimate(value, None, None)
    width = Z95 * sqrt(variance)
    return Estimate(value, exp(log(value) - width), exp(log(value) + width))
