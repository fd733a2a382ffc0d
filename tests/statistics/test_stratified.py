"""Two groups within equal strata, against worked cases, another library and the laws."""

from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import stratified
from sla_dash.statistics.stratified import Table
from tests.golden_cases import assert_agrees, cases

TABLES: list[Table] = [(30, 70, 20, 80), (10, 190, 15, 285)]


def tables(case: dict[str, Any]) -> list[Table]:
    return [(a, b, c, d) for a, b, c, d in case["inputs"]["tables"]]


@cases("mh_or")
def test_the_odds_ratio_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    found = stratified.odds_ratio(tables(case))
    assert found is not None
    assert_agrees(found.value, case)


@cases("mh_rd")
def test_the_risk_difference_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    found = stratified.risk_difference(tables(case))
    assert found is not None
    assert_agrees(found.value, case)


@cases("e_value")
def test_the_e_value_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    assert_agrees(stratified.e_value(case["inputs"]["rr"]), case)


def test_an_e_value_is_the_same_for_a_ratio_turned_over() -> None:
    assert stratified.e_value(0.5) == stratified.e_value(2)
    assert stratified.e_value(1) == 1
    assert stratified.e_value(0) == inf


def test_the_odds_ratio_has_the_interval_of_another_library() -> None:
    """Worked out by statsmodels 0.14, StratifiedTable.oddsratio_pooled_confint and riskratio_pooled."""
    odds, risk = stratified.odds_ratio(TABLES), stratified.risk_ratio(TABLES)
    assert odds is not None
    assert risk is not None
    assert [odds.low, odds.high] == pytest.approx([0.8418235216484556, 2.3073742118777645])
    assert risk.value == pytest.approx(1.3125)


def test_one_stratum_has_the_textbook_intervals() -> None:
    """Wald for the difference, 0.1 ± 1.96 × 0.060828; Katz for the ratio, 1.5 × exp(± 1.96 × 0.251661)."""
    difference, ratio = stratified.risk_difference(TABLES[:1]), stratified.risk_ratio(TABLES[:1])
    assert difference is not None
    assert ratio is not None
    assert [difference.low, difference.high] == pytest.approx([-0.01922, 0.21922], abs=1e-5)
    assert [ratio.low, ratio.high] == pytest.approx([0.915961, 2.456437], abs=1e-5)


def test_strata_of_one_group_alone_tell_nothing() -> None:
    assert stratified.risk_difference([(5, 5, 0, 0)]) is None
    assert stratified.odds_ratio([(5, 5, 0, 0), (0, 0, 3, 4)]) is None
    assert stratified.risk_ratio([]) is None
    assert stratified.odds_ratio([*TABLES, (9, 1, 0, 0)]) == stratified.odds_ratio(TABLES)


def test_a_ratio_without_events_among_the_exposed_is_nothing_without_an_interval() -> None:
    found = stratified.odds_ratio([(0, 10, 3, 7)])
    assert found is not None
    assert (found.value, found.low, found.high) == (0, None, None)


def test_a_difference_of_the_mix_alone_vanishes_within_strata() -> None:
    """Simpson: the fast have more of the good leads, and within each kind nothing differs."""
    mixed: list[Table] = [(80, 20, 8, 2), (1, 9, 10, 90)]
    crude, within = stratified.risk_difference([stratified.pooled(mixed)]), stratified.risk_difference(mixed)
    assert crude is not None
    assert within is not None
    assert crude.value > 0.5
    assert within.value == pytest.approx(0)


cells = st.tuples(*[st.integers(1, 60)] * 4)


@given(st.lists(cells, min_size=1, max_size=5))
def test_exchanging_the_groups_turns_every_comparison_over(found: list[Table]) -> None:
    turned = [(c, d, a, b) for a, b, c, d in found]
    there, back = stratified.risk_difference(found), stratified.risk_difference(turned)
    assert there is not None
    assert back is not None
    assert [there.value, there.low] == pytest.approx([-back.value, -(back.high or 0)])
    for compare in (stratified.odds_ratio, stratified.risk_ratio):
        one, other = compare(found), compare(turned)
        assert one is not None
        assert other is not None
        assert one.value == pytest.approx(1 / other.value)
        assert one.low is not None
        assert one.high is not None
        assert one.low < one.value < one.high


@given(cells, st.integers(1, 4))
def test_equal_strata_say_what_one_of_them_says(table: Table, times: int) -> None:
    one, many = stratified.risk_difference([table]), stratified.risk_difference([table] * times)
    assert one is not None
    assert many is not None
    assert many.value == pytest.approx(one.value)
    assert many.high is not None
    assert one.high is not None
    assert many.high - many.value <= one.high - one.value + 1e-12
