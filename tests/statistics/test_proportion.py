"""Intervals and differences of shares against worked cases, and their laws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import proportion
from tests.golden_cases import assert_agrees, cases


@cases("wilson")
def test_wilsons_interval_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    assert_agrees(proportion.wilson(**case["inputs"]), case)


@cases("two_prop")
def test_the_test_of_two_shares_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    found = proportion.two_prop(**case["inputs"])
    assert found is not None
    assert_agrees(list(found), case)


@cases("newcombe")
def test_newcombes_interval_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    assert_agrees(proportion.newcombe(**case["inputs"]), case)


def test_nothing_is_said_of_a_share_of_none() -> None:
    assert proportion.newcombe(0, 0, 1, 2) is None
    assert proportion.two_prop(1, 2, 0, 0) is None
    assert proportion.one_prop(0, 0, 0.3) is None


counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_an_interval_holds_its_share_and_stays_a_share(counted: tuple[int, int]) -> None:
    x, n = counted
    found = proportion.wilson(x, n)
    assert found is not None
    assert 0 <= found[0] <= x / n <= found[1] <= 1


@given(counts, counts)
def test_exchanging_two_shares_mirrors_their_difference(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = proportion.newcombe(*first, *second), proportion.newcombe(*second, *first)
    assert there is not None
    assert back == pytest.approx((-there[1], -there[0]))
    z, p = proportion.two_prop(*first, *second) or (0.0, 0.0)
    assert proportion.two_prop(*second, *first) == pytest.approx((-z, p))


@given(counts, counts, st.floats(0.3, 1))
def test_two_shares_of_which_the_same_part_was_seen_differ_as_surely_as_the_whole_ones(
    first: tuple[int, int], second: tuple[int, int], part: float
) -> None:
    whole, seen = proportion.two_prop(*first, *second), proportion.two_prop(*first, *second, part, part)
    assert seen == pytest.approx(whole)
    whole, seen = proportion.newcombe(*first, *second), proportion.newcombe(*first, *second, part, part)
    assert whole is not None
    assert seen == pytest.approx([edge / part for edge in whole])


@given(counts, st.floats(0.02, 0.98))
def test_the_test_against_a_fixed_share_agrees_with_wilsons_interval(counted: tuple[int, int], share: float) -> None:
    around, test = proportion.wilson(*counted), proportion.one_prop(*counted, share)
    assert around is not None
    assert test is not None
    if abs(test[1] - 0.05) > 1e-6:
        assert (around[0] <= share <= around[1]) == (test[1] > 0.05)


def test_a_share_fixed_at_one_is_refuted_by_a_single_miss() -> None:
    assert proportion.one_prop(10, 10, 1.0) == (0.0, 1.0)
    assert proportion.one_prop(9, 10, 1.0) == (float("-inf"), 0.0)


def test_findings_are_weighed_against_how_many_looks_were_taken() -> None:
    p_values = [0.039, 0.001, 0.041, 0.008, 0.042, 0.06, 0.074, 0.205]  # Benjamini and Hochberg's way of ranking
    assert proportion.benjamini_hochberg(p_values) == [False, True, False, True, False, False, False, False]
    assert proportion.benjamini_hochberg([0.05]) == [True]
    assert proportion.benjamini_hochberg([0.04, 0.05]) == [True, True]
    assert proportion.benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), max_size=12))
def test_no_finding_is_weaker_than_what_is_none(p_values: list[float]) -> None:
    found = proportion.benjamini_hochberg(p_values)
    real = [p for p, finding in zip(p_values, found, strict=True) if finding]
    others = [p for p, finding in zip(p_values, found, strict=True) if not finding]
    assert not real or not others or max(real) < min(others)
    assert all(finding for p, finding in zip(p_values, found, strict=True) if p <= 0.05 / len(p_values))
