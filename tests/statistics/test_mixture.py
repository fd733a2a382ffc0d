"""Mixtures of negative binomials, against sums of exact chances."""

from itertools import accumulate
from math import exp, lgamma, log, log1p

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_dash.statistics.mixture import Mixture


def mixture(*parts: tuple[float, float, float], width: float = 1e-6) -> Mixture:
    """Put together (weight, mean, beyond)."""
    weight, mean, beyond = np.array(parts).T
    return Mixture(weight, mean, np.full(len(parts), width), beyond, float(weight @ mean))


def exact(mean: float, beyond: float, counts: int) -> list[float]:
    """Sum the chances of 0, 1, 2, … one by one."""
    size, odds = 1 / beyond, beyond * mean
    return list(
        accumulate(
            exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1) + k * log(odds / (1 + odds)) - size * log1p(odds))
            for k in range(counts)
        )
    )


@pytest.mark.parametrize("overdispersion", [1.000001, 1.5, 3, 5])
@pytest.mark.parametrize(("mean", "within"), [(0.2, 0.025), (2, 0.0035), (10, 0.002), (100, 0.001), (1000, 0.0005)])
def test_the_chance_of_at_most_a_count_is_close_to_the_sum_of_exact_chances(
    mean: float, within: float, overdispersion: float
) -> None:
    beyond = (overdispersion - 1) / mean
    counts = int(mean + 8 * (mean * overdispersion) ** 0.5) + 8
    found = mixture((1, mean, beyond)).at_most(np.arange(counts))
    assert found == pytest.approx(exact(mean, beyond, counts), abs=within)
    assert found[0] == pytest.approx(exact(mean, beyond, 1)[0], rel=1e-6)


def test_a_mixture_is_the_weighted_sum_of_its_parts_and_never_below_nothing() -> None:
    low, high = mixture((1, 20, 0.1)), mixture((1, 80, 0.02))
    both, counts = mixture((0.3, 20, 0.1), (0.7, 80, 0.02)), np.array((-1, 0, 30, 90))
    assert both.at_most(counts) == pytest.approx(0.3 * low.at_most(counts) + 0.7 * high.at_most(counts))
    assert both.at_most(counts)[0] == 0


def test_a_part_stands_for_the_means_around_it() -> None:
    apart = mixture(*((1 / 5, 1000 * exp(0.04 * step), 1e-3) for step in range(-2, 3)))
    counts = np.arange(700, 1300)
    assert mixture((1, 1000, 1e-3), width=0.2).at_most(counts) == pytest.approx(apart.at_most(counts), abs=0.03)
    assert mixture((1, 1000, 1e-3)).at_most(counts) != pytest.approx(apart.at_most(counts), abs=0.06)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.01, 50_000), st.floats(1e-8, 1)), min_size=1, max_size=4),
    st.floats(0.02, 0.98),
)
def test_a_quantile_is_the_least_count_that_is_reached_so_often(
    parts: list[tuple[float, float, float]], chance: float
) -> None:
    whole = sum(weight for weight, _, _ in parts)
    found = mixture(*((weight / whole, mean, beyond) for weight, mean, beyond in parts))
    (count,) = found.quantiles(chance)
    before, reached = found.at_most(np.array((count - 1, count)))
    assert before < chance <= reached + 0.02


def test_draws_vary_as_the_mixture_does() -> None:
    found = mixture((0.25, 20, 0.1), (0.75, 80, 0.02), width=0.2)
    means, counts = found.drawn(np.random.default_rng(1), 40_000)
    assert np.mean(means) == pytest.approx(65, rel=0.01)
    assert len(np.unique(means)) > 10_000
    for count in (15, 30, 60, 90):
        assert np.mean(counts <= count) == pytest.approx(found.at_most(np.array((count,)))[0], abs=0.01)
