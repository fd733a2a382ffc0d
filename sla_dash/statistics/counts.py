"""Counts of events: how far their mean may lie from what came."""

from fractions import Fraction
from math import sqrt

from sla_dash.statistics.proportion import Z95, Interval


def interval(count: Fraction | float, dispersion: float = 1.0, z: float = Z95) -> Interval:
    """Return the interval of the mean of which a count, or a sum of values, is one outcome; it begins at 0 or above.

    ``dispersion`` is the variance over the mean: 1 for a Poisson's count, above 0. ``z`` is the two-sided quantile of
    the normal distribution. The score interval: every mean m with (count − m)² ≤ z² × dispersion × m, which unlike
    count ± z √count knows that none may come of a mean above 0 (Barker 2002, "scores").
    """
    half = z * z * dispersion / 2
    middle, width = float(count) + half, sqrt(half * (2 * float(count) + half))
    return max(0.0, middle - width), middle + width
