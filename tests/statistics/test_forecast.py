"""Where the month will land, against scipy's numbers and its own laws."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import forecast
from sla_dash.statistics.forecast import Valued
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


@pytest.mark.parametrize(
    ("target", "phi", "share"), [(150, 1.0, 0.2), (400, 2.0, 0.5), (1804, 1.5, 0.35), (900, 3.0, 0.8)]
)
def test_on_simulated_months_of_known_truth_the_interval_holds_four_in_five(
    target: int, phi: float, share: float
) -> None:
    random = np.random.default_rng(20_261_122)
    months, held = 1_500, 0
    shape = 1 / forecast.PRIOR_CV**2

    def leads(mean: float) -> int:
        return int(random.poisson(mean) if phi == 1 else random.negative_binomial(mean / (phi - 1), 1 / phi))

    for pace in random.gamma(shape, target / shape, months):
        n = leads(pace * share)
        found = forecast.month_end(n, share, target, phi, TENTH)
        assert found is not None
        held += found.low <= n + leads(pace * (1 - share)) <= found.high
    assert 0.77 <= held / months <= 0.83


def valued(n: int, target: int, worth: int) -> Valued:
    return Valued(n, forecast.month_end(n, Fraction(1, 2), target, 1.5, TENTH), Fraction(worth))


def test_the_value_of_one_type_lands_where_its_leads_do() -> None:
    one = valued(480, 1000, 128)
    found = forecast.month_end_value([one], Fraction(128_000), TENTH)
    assert found is not None
    assert one.forecast is not None
    assert found.mean == pytest.approx(one.forecast.mean * 128, rel=0.005)
    assert found.low == pytest.approx(one.forecast.low * 128, rel=0.01)
    assert found.high == pytest.approx(one.forecast.high * 128, rel=0.01)
    assert found.in_band == pytest.approx(one.forecast.in_band, abs=0.02)
    assert found.in_band + found.above + found.below == pytest.approx(1)


def test_the_simulated_value_is_the_same_whenever_it_is_asked_for() -> None:
    types = [valued(480, 1000, 128), valued(20, 60, 2500)]
    asked = [forecast.month_end_value(types, Fraction(278_000), TENTH) for _ in range(2)]
    assert asked[0] == asked[1]
    assert forecast.month_end_value(types, None, TENTH) is None


def test_leads_of_a_type_without_a_forecast_count_with_what_they_have_delivered() -> None:
    types = [valued(480, 1000, 100)]
    without = forecast.month_end_value(types, Fraction(100_000), TENTH)
    found = forecast.month_end_value([*types, Valued(7, None, Fraction(50))], Fraction(100_000), TENTH)
    assert found is not None
    assert without is not None
    assert found.mean == pytest.approx(without.mean + 350)


def test_a_month_over_with_its_value_on_the_edge_is_in_its_band() -> None:
    done = Valued(110, forecast.month_end(110, 1, 100, 1.5, TENTH), Fraction(1, 3))
    found = forecast.month_end_value([done], Fraction(100, 3), TENTH)
    assert found is not None
    assert found.in_band == 1


def test_a_run_rate_needs_something_done_and_a_season_something_delivered() -> None:
    assert forecast.run_rate(30, Fraction(1, 3)) == 90
    assert forecast.run_rate(30, Fraction(0)) is None
    shares = [(Fraction(10), Fraction(40)), (Fraction(30), Fraction(60))]
    assert forecast.seasonal(50, shares) == 125
    assert forecast.seasonal(50, [(Fraction(0), Fraction(10))]) is None
