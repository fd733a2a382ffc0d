"""Exact binomial tails against whole numbers, and against another library."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import binomial

TAIL = Fraction(1, 1000)


def at_most(count: int, n: int, share: Fraction) -> Fraction:
    """Return the chance of so many successes or fewer, exactly."""
    return sum((comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(count + 1)), Fraction(0))


@given(
    st.integers(0, 60),
    st.fractions(0, 1, max_denominator=40),
    st.fractions(Fraction(1, 10_000), Fraction(1, 2)),
    st.data(),
)
def test_a_tail_is_under_its_limit_exactly_where_whole_numbers_say_so(
    n: int, share: Fraction, tail: Fraction, data: st.DataObject
) -> None:
    x = data.draw(st.integers(0, n))
    assert binomial.seldom_so_few(x, n, share, tail) is (at_most(x, n, share) < tail)
    assert binomial.seldom_so_many(x, n, share, tail) is (1 - at_most(x - 1, n, share) < tail)


@given(st.integers(1, 40), st.fractions(0, 1, max_denominator=40), st.data())
def test_a_chance_that_is_the_limit_itself_is_not_under_it(n: int, share: Fraction, data: st.DataObject) -> None:
    """What floats cannot tell: 0.1 ** 3 is not 0.001."""
    x = data.draw(st.integers(0, n))
    if 0 < (few := at_most(x, n, share)) <= Fraction(1, 2):
        assert not binomial.seldom_so_few(x, n, share, few)
        assert binomial.seldom_so_few(x, n, share, few + Fraction(1, 10**30))


def test_one_in_a_thousand_is_not_under_one_in_a_thousand() -> None:
    assert not binomial.seldom_so_many(3, 3, Fraction(1, 10), TAIL)
    assert not binomial.seldom_so_few(0, 3, Fraction(9, 10), TAIL)
    assert binomial.seldom_so_many(3, 3, Fraction(1, 10) - Fraction(1, 10**30), TAIL)


@pytest.mark.parametrize(
    ("x", "n", "share", "few", "many"),
    [
        (60, 150, "1/4", 0.9999816996931544, 3.8101757010121255e-05),
        (401, 5_000, "1/16", 0.9999997157027, 3.757707457886238e-07),
        (250, 5_000, "1/16", 9.356357135442353e-05, 0.9999271795516159),
        (9_700, 100_000, "1/10", 0.0007627583988711264, 0.9992646954496116),
        (10_400, 100_000, "1/10", 0.9999865602742463, 1.4071682274176678e-05),
    ],
)
def test_tails_agree_with_another_library(x: int, n: int, share: str, few: float, many: float) -> None:
    """By scipy 1.17: a limit just above its chance holds it, and one just below does not.

    Just so near that whole numbers decide, where they do so in a moment.
    """
    near = 1e-8 if n <= 5_000 else 1e-5
    for seldom, chance in ((binomial.seldom_so_few, few), (binomial.seldom_so_many, many)):
        if chance < 0.5:
            assert seldom(x, n, Fraction(share), Fraction(chance * (1 + near)))
            assert not seldom(x, n, Fraction(share), Fraction(chance * (1 - near)))
        else:
            assert not seldom(x, n, Fraction(share), Fraction(1, 2))


def test_who_gets_all_or_nothing_for_certain_is_no_surprise() -> None:
    assert not binomial.seldom_so_many(9, 9, Fraction(1), TAIL)
    assert not binomial.seldom_so_few(9, 9, Fraction(1), TAIL)
    assert binomial.seldom_so_few(8, 9, Fraction(1), TAIL)
    assert not binomial.seldom_so_few(0, 9, Fraction(0), TAIL)
    assert binomial.seldom_so_many(1, 9, Fraction(0), TAIL)
    assert not binomial.seldom_so_few(0, 0, Fraction(1, 3), TAIL)
