"""Pearson's test against another library, and its laws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import evenness


@pytest.mark.parametrize(
    ("x", "freedom", "above"),
    [
        (0.5, 1, 0.47950012218695337),
        (3.84, 1, 0.05004352124870519),
        (10, 4, 0.04042768199451279),
        (18.96, 3, 0.0002786550645128151),
        (40, 25, 0.02916439562315211),
        (120, 100, 0.08440668109369177),
        (900, 60, 3.9171206259766623e-150),
        (0, 7, 1.0),
    ],
)
def test_the_tail_of_chi_square_agrees_with_another_library(x: float, freedom: int, above: float) -> None:
    """By scipy 1.17."""
    assert evenness.above(x, freedom) == pytest.approx(above, rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "weights", "p"),
    [
        ([10, 20, 30], ["1", "1", "1"], 0.006737946999085468),
        ([52, 30, 20], ["2.5", "1.5", "1"], 0.9805831403241086),
    ],
)
def test_pearsons_test_agrees_with_another_library(counts: list[int], weights: list[str], p: float) -> None:
    """By scipy 1.17."""
    assert evenness.pearson(counts, list(map(Fraction, weights))) == pytest.approx(p, rel=1e-12)


def test_nothing_is_said_of_no_leads_or_of_one_alone() -> None:
    assert evenness.pearson([], []) is None
    assert evenness.pearson([0, 0], [Fraction(1), Fraction(2)]) is None
    assert evenness.pearson([7], [Fraction(1)]) is None


shared = st.lists(st.tuples(st.integers(0, 500), st.fractions(Fraction(1, 100), 1000)), min_size=2, max_size=12)


@given(shared, st.fractions(Fraction(1, 100), 100))
def test_the_chance_is_one_whatever_the_order_and_the_unit_of_the_weights(
    rows: list[tuple[int, Fraction]], unit: Fraction
) -> None:
    counts, weights = zip(*rows, strict=True)
    found = evenness.pearson(counts, weights)
    assert found is None or 0 <= found <= 1
    assert evenness.pearson(counts[::-1], [weight * unit for weight in weights[::-1]]) == found


@given(st.lists(st.integers(1, 40), min_size=2, max_size=12), st.integers(1, 30))
def test_who_gets_exactly_the_part_agreed_leaves_nothing_to_explain(weights: list[int], times: int) -> None:
    assert evenness.pearson([weight * times for weight in weights], list(map(Fraction, weights))) == 1.0
