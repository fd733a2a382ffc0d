"""Where the month will land, against the worked cases and its own laws."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_dash.statistics import forecast, pace
from sla_dash.statistics.forecast import Forecast, Valued
from sla_dash.statistics.pace import Closed
from tests.golden_cases import assert_agrees, cases

TENTH = Fraction(1, 10)


@cases("month_end_learnt")
def test_the_forecast_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs, expected, within = case["inputs"], case["expected"], case["tol"]
    closed = [Closed(*month) for month in inputs["closed"]]
    rest = pace.rest(inputs["n"], inputs["s"], inputs["T"], inputs["phi"], closed)
    found = forecast.month_end(inputs["n"], rest, inputs["T"], Fraction(str(inputs["tolerance"])))
    assert found is not None
    for key, value in expected.items():
        assert getattr(found, key) == pytest.approx(value, abs=within.get(key, within["chance"])), key


@cases("poisson_in_band")
def test_a_month_exactly_on_plan_ends_in_band_as_often_as_worked_out(case: dict[str, Any]) -> None:
    assert_agrees(forecast.chance_in_band_on_plan(case["inputs"]["T"], TENTH), case)


def test_there_is_no_forecast_without_a_target() -> None:
    assert forecast.month_end(12, None, None, TENTH) is None
    assert forecast.month_end(12, None, 0, TENTH) is None


@pytest.mark.parametrize(("n", "where"), [(89, "below"), (90, "in_band"), (110, "in_band"), (111, "above")])
def test_a_month_without_a_rest_is_known_and_its_edges_are_in_its_band(n: int, where: str) -> None:
    chances = {"in_band": 0.0, "above": 0.0, "below": 0.0} | {where: 1.0}
    assert forecast.month_end(n, None, 100, TENTH) == Forecast(n, n, n, **chances)


def test_the_edges_of_the_band_are_inside_it_while_leads_are_still_to_come() -> None:
    rest = pace.rest(85, 0.9, 100, 1.5, [])
    found = forecast.month_end(85, rest, 100, TENTH)
    assert rest is not None
    assert found is not None
    below, not_above = rest.at_most(np.array((89 - 85, 110 - 85)))
    assert (found.below, found.above) == (below, 1 - not_above)


@settings(deadline=None)
@given(
    st.integers(0, 3000),
    st.just(0.0) | st.floats(0.001, 0.999),
    st.integers(1, 4000),
    st.floats(1, 5),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5000), st.integers(0, 4000)), max_size=12),
)
def test_the_chances_add_up_and_the_interval_holds_what_is_delivered(
    n: int, share: float, target: int, phi: float, months: list[tuple[float, int, int]]
) -> None:
    closed = [Closed(part * whole, whole, promised) for part, whole, promised in months]
    found = forecast.month_end(n, pace.rest(n, share, target, phi, closed), target, TENTH)
    assert found is not None
    assert found.in_band + found.above + found.below == pytest.approx(1)
    assert min(found.in_band, found.above, found.below) >= 0
    assert n <= found.low <= found.high
    assert found.mean >= n


def valued(n: int, target: int, worth: int | Fraction) -> Valued:
    return Valued(n, pace.rest(n, Fraction(1, 2), target, 1.5, []), Fraction(worth))


def test_the_drawn_value_of_one_type_lands_where_its_leads_do() -> None:
    one = valued(480, 1000, 128)
    drawn = forecast.month_end_value([one], Fraction(128_000), TENTH)
    leads = forecast.month_end(one.n, one.rest, 1000, TENTH)
    assert drawn is not None
    assert leads is not None
    worth = leads.worth(Fraction(128))
    assert worth == Forecast(
        leads.mean * 128, leads.low * 128, leads.high * 128, leads.in_band, leads.above, leads.below
    )
    assert (drawn.mean, drawn.low, drawn.high) == pytest.approx((worth.mean, worth.low, worth.high), rel=0.01)
    assert drawn.in_band == pytest.approx(worth.in_band, abs=0.02)
    assert drawn.in_band + drawn.above + drawn.below == pytest.approx(1)


def test_types_vary_by_themselves_so_that_their_sum_is_surer_than_each() -> None:
    one = valued(480, 1000, 100)
    alone, four = (forecast.month_end_value([one] * n, Fraction(100_000 * n), TENTH) for n in (1, 4))
    assert alone is not None
    assert four is not None
    assert four.high - four.low == pytest.approx(2 * (alone.high - alone.low), rel=0.1)


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
    found = forecast.month_end_value([Valued(110, None, Fraction(1, 3))], Fraction(100, 3), TENTH)
    assert found is not None
    assert found.in_band == 1


def test_a_run_rate_needs_something_done_and_a_season_something_delivered() -> None:
    assert forecast.run_rate(30, Fraction(1, 3)) == 90
    assert forecast.run_rate(30, Fraction(0)) is None
    shares = [(Fraction(10), Fraction(40)), (Fraction(30), Fraction(60))]
    assert forecast.seasonal(50, shares) == 125
    assert forecast.seasonal(50, [(Fraction(0), Fraction(10))]) is None
