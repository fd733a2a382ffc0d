"""What a number did since: by hand, at the edges, and its laws."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules.measures import Good, Measured, Moved, Since, since

THEN = Measured(0.60, 0.50, 0.70, 90)
PER_DAY = Measured(Fraction(60, 10), 4.7, 7.6, 10, Fraction(10))
"""Six a day of ten promised."""


@pytest.mark.parametrize(
    ("now", "good", "moved"),
    [
        (Measured(0.80, 0.71, 0.87, 95), Good.RISE, Moved.BETTER),
        (Measured(0.80, 0.71, 0.87, 95), Good.FALL, Moved.WORSE),
        (Measured(0.40, 0.31, 0.49, 95), Good.RISE, Moved.WORSE),
        (Measured(0.40, 0.31, 0.49, 95), Good.FALL, Moved.BETTER),
        (Measured(0.75, 0.69, 0.81, 300), Good.RISE, Moved.CHANCE),
        (Measured(0.75, 0.70, 0.80, 400), Good.RISE, Moved.CHANCE),  # the intervals touch
        (Measured(0.45, 0.40, 0.50, 400), Good.RISE, Moved.CHANCE),
        (Measured(0.60, 0.51, 0.69, 100), Good.RISE, Moved.CHANCE),  # of other leads the same share
    ],
)
def test_a_share_is_better_or_worse_once_the_intervals_lie_apart(now: Measured, good: Good, moved: Moved) -> None:
    assert since(THEN, now, good, later=True) == Since(moved, now.value - THEN.value)


@pytest.mark.parametrize(
    ("value", "low", "high", "aim", "moved"),
    [
        (Fraction(10), 8.2, 12.2, 10, Moved.BETTER),
        (Fraction(13), 10.9, 15.5, 10, Moved.BETTER),  # 30 % above is nearer than 40 % below
        (Fraction(14), 11.8, 16.6, 10, Moved.MOVED),  # as far above as it was below
        (Fraction(15), 12.8, 17.6, 10, Moved.WORSE),
        (Fraction(3), 2.1, 4.2, 10, Moved.WORSE),
        (Fraction(10), 8.2, 12.2, 20, Moved.WORSE),  # half of what this month promises, where it was 60 %
        (Fraction(10), 8.2, 12.2, None, Moved.MOVED),
        (Fraction(7), 5.6, 8.8, 10, Moved.CHANCE),
    ],
)
def test_delivery_is_better_when_it_comes_nearer_to_its_promise(
    value: Fraction, low: float, high: float, aim: int | None, moved: Moved
) -> None:
    now = Measured(value, low, high, 12, aim and Fraction(aim))
    assert since(PER_DAY, now, Good.NEAR, later=True) == Since(moved, value - PER_DAY.value)


@pytest.mark.parametrize("good", Good)
def test_it_is_too_early_where_nothing_new_has_come(good: Good) -> None:
    early, other = Since(Moved.TOO_EARLY, None), Measured(0.9, 0.8, 0.95, 200)
    assert since(THEN, other, good, later=False) == early
    assert since(THEN, THEN, good, later=True) == early
    assert since(None, other, good, later=True) == early
    assert since(THEN, None, good, later=True) == early


def test_a_count_at_one_instant_that_is_the_same_again_could_be_chance() -> None:
    late = Measured(14, 8.3, 23.5)
    assert since(late, late, Good.FALL, later=True) == Since(Moved.CHANCE, 0)


measured = st.builds(
    lambda value, below, above, n, aim: Measured(value, float(value) - below, float(value) + above, n, aim),
    st.fractions(0, 100, max_denominator=60),
    st.floats(0, 20),
    st.floats(0, 20),
    st.none() | st.integers(0, 500),
    st.none() | st.fractions(0, 100, max_denominator=60),
)


@given(measured, measured, st.sampled_from(Good))
def test_the_way_back_is_the_other_way(then: Measured, now: Measured, good: Good) -> None:
    there, back = since(then, now, good, later=True), since(now, then, good, later=True)
    turned = {Moved.BETTER: Moved.WORSE, Moved.WORSE: Moved.BETTER}
    assert back.moved is turned.get(there.moved, there.moved)
    if there.difference is not None and back.difference is not None:
        assert there.difference == -back.difference
    apart = now.low > then.high or then.low > now.high
    assert (there.moved in (Moved.BETTER, Moved.WORSE, Moved.MOVED)) is apart


@given(measured, measured, st.sampled_from(Good), st.floats(0, 50))
def test_knowing_less_never_makes_a_difference_real(then: Measured, now: Measured, good: Good, more: float) -> None:
    if since(then, now, good, later=True).moved is Moved.CHANCE:
        vague = replace(now, low=now.low - more, high=now.high + more)
        assert since(then, vague, good, later=True).moved is Moved.CHANCE
