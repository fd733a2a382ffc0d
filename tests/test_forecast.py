"""Where the month will land, against scipy's numbers and its own laws."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash import forecast
from tests.golden_cases import assert_agrees, cases

TENTH = Fraction(1, 10)


@cases("forecast")
def test_the_forecast_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    found = forecast.month_end(inputs["n"], inputs["Eo"], inputs["T"], inputs["phi"], TENTH)
    assert found is not None
    named = {"mean": found.mean, "var": found.variance, "lo": found.low, "hi": found.high}
    chances = {"p_in_band": found.in_band, "p_over": found.above, "p_under": found.below}
    assert_agrees(named | chances, case)


@cases("poisson_in_band")
def test_a_month_exactly_on_plan_ends_in_band_as_often_as_worked_out(case: dict[str, Any]) -> None:
    assert_agrees(forecast.chance_in_band_on_plan(case["inputs"]["T"], TENTH), case)


def test_there_is_no_forecast_without_a_target() -> None:
    assert forecast.month_end(12, 0.5, None, 1.5, TENTH) is None


def test_leads_of_a_weekend_before_the_first_working_day_do_not_lift_the_forecast() -> None:
    found = forecast.month_end(10, 0, 1804, 2.0, TENTH)
    assert found is not None
    assert found.mean == pytest.approx(1814)


def test_a_month_that_is_over_is_known() -> None:
    found = forecast.month_end(111, 1, 100, 1.5, TENTH)
    assert found is not None
    assert (found.low, found.high, found.above) == (111, 111, 1.0)


@given(st.integers(0, 3000), st.floats(0, 1), st.integers(1, 4000), st.floats(1, 5))
def test_the_chances_add_up_and_the_interval_holds_what_is_delivered(
    n: int, share: float, target: int, phi: float
) -> None:
    found = forecast.month_end(n, share, target, phi, TENTH)
    assert found is not None
    assert found.in_band + found.above + found.below == pytest.approx(1, abs=1e-6)
    assert n <= found.low <= found.high
    assert found.mean >= n
