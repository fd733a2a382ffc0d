"""Signal or noise: what several months, or several days in a row, say that one verdict does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt

from sla_dash.rules.delivery import Standing

MONTHS = 3
"""Closed months over which delivery is called persistent."""
CLEARLY = Fraction(105, 100)
ALLOWANCE = 0.5
"""The CUSUM's k: half the shift, in standard deviations of a day, that it is to find."""
LIMIT = 5.0
"""The CUSUM's h: where it gives the alarm."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The two cumulative sums of one day, in standard deviations of a day's count."""

    high: float
    low: float
    """Both 0 or more: how far days ran above, and below, what was expected of them."""
    alarm: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """Daily counts that have left what was expected of them."""

    stream: str | None
    lead_type: str | None
    above: bool
    since: date
    """First day of the run that led here: the sum was 0 the day before."""
    strength: float
    """The sum today, in units of the limit: 1 or more."""


def persistent(actual: Sequence[int], target: Sequence[int], tolerance: Fraction, *, over: bool = True) -> bool:
    """Tell whether the last three closed months were over their targets for good, or (``over`` False) under them.

    Every month over and together by more than 5 %, or two of the three outside the band. Oldest first; False with
    fewer than three months or where a month has no target.
    """
    months = list(zip(actual, target, strict=True))[-MONTHS:]
    if len(months) < MONTHS or not all(due for _, due in months):
        return False
    sign = 1 if over else -1
    beyond = [sign * n > sign * due for n, due in months]
    clearly = 1 + sign * (CLEARLY - 1)
    together = sign * sum(n for n, _ in months) > sign * clearly * sum(due for _, due in months)
    outside = [sign * n > sign * due * (1 + sign * tolerance) for n, due in months]
    return (all(beyond) and together) or sum(outside) >= MONTHS - 1


def missed_in_a_row(verdicts: Sequence[Standing]) -> int:
    """Count the latest closed months that ended outside their band, on either side; oldest first."""
    missed = 0
    for verdict in reversed(verdicts):
        if not verdict.out_of_band:
            break
        missed += 1
    return missed


def cusum(
    counts: Sequence[int], expected: Sequence[float], phi: float, *, k: float = ALLOWANCE, h: float = LIMIT
) -> list[Sums]:
    """Return the two-sided cumulative sums of daily counts, oldest first, both starting from 0.

    Each day is measured in standard deviations of a count with variance ``phi`` times what was expected. What arrives
    on a day of which nothing is expected is counted with the next day of which something is.
    """
    high = low = 0.0
    held = 0
    found = []
    for count, mean in zip(counts, expected, strict=True):
        held += count
        if mean > 0:
            z = (held - mean) / sqrt(phi * mean)
            high, low, held = max(0.0, high + z - k), max(0.0, low - z - k), 0
        found.append(Sums(high, low, max(high, low) > h))
    return found


def alarm(
    stream: str | None,
    lead_type: str | None,
    days: Sequence[date],
    counts: Sequence[int],
    expected: Sequence[float],
    phi: float,
) -> Alarm | None:
    """Return the alarm that stands after the last of some days, or None."""
    sums = cusum(counts, expected, phi)
    if not sums or not sums[-1].alarm:
        return None
    above = sums[-1].high > sums[-1].low
    run = [one.high if above else one.low for one in sums]
    start = len(run)
    while start and run[start - 1] > 0:
        start -= 1
    return Alarm(stream, lead_type, above, days[start], run[-1] / LIMIT)
