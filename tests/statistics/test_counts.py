"""The interval of a count's mean against worked cases, and its laws."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import counts

Z = 1.959963984540054


@pytest.mark.parametrize(
    ("count", "dispersion", "expected"),
    [
        # (count − m)² = z² × dispersion × m, solved by hand for m
        (0, 1, (0, Z**2)),
        (10, 1, (5.43199, 18.40947)),
        (14, 1, (8.33986, 23.50160)),
        (100, 1.5, (78.70426, 127.05793)),
    ],
)
def test_the_interval_of_worked_counts(count: int, dispersion: float, expected: tuple[float, float]) -> None:
    assert counts.interval(count, dispersion) == pytest.approx(expected, abs=1e-4)


@given(st.integers(0, 10**6), st.floats(0.1, 20))
def test_at_its_ends_the_count_is_as_far_from_the_mean_as_chance_leads(count: int, dispersion: float) -> None:
    low, high = counts.interval(count, dispersion)
    assert 0 <= low <= count < high
    assert high - count == pytest.approx(Z * sqrt(dispersion * high), rel=1e-6)
    if low > 1e-3:
        assert count - low == pytest.approx(Z * sqrt(dispersion * low), rel=1e-4)


@given(st.integers(0, 10**4), st.floats(1, 5))
def test_what_varies_more_is_known_less(count: int, dispersion: float) -> None:
    narrow, wide = counts.interval(count, dispersion), counts.interval(count, dispersion * 1.5)
    assert wide[0] <= narrow[0]
    assert narrow[1] < wide[1]
