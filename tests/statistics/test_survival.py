"""Kaplan–Meier against textbook tables and its laws."""

from dataclasses import astuple
from datetime import timedelta
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.statistics import survival
from tests.golden_cases import assert_agrees, cases


def curve(durations: list[int], events: list[int]) -> survival.Curve:
    return survival.curve(survival.tally((d, bool(e), 1) for d, e in zip(durations, events, strict=True)))


def known(found: survival.Curve, time: int) -> tuple[float, ...]:
    share = found.by(time)
    assert share is not None
    return astuple(share)


@cases("km_at")
def test_the_share_and_its_interval_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    found = curve(case["inputs"]["d"], case["inputs"]["e"]).by(case["inputs"]["t"])
    if found is None or case["expected"] is None:
        assert found is case["expected"]
        return
    worked_out = [None if e is None else v for e, v in zip(case["expected"], astuple(found), strict=True)]
    assert_agrees(worked_out, case)  # by hand there is no interval: those places are left open


@cases("km_quantile")
def test_quantiles_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    assert_agrees(curve(case["inputs"]["d"], case["inputs"]["e"]).quantile(case["inputs"]["q"]), case)


@cases("to_minutes")
def test_events_round_up_and_censorings_down(case: dict[str, Any]) -> None:
    assert_agrees(survival.minutes(timedelta(seconds=case["inputs"]["seconds"]), bool(case["inputs"]["e"])), case)


def test_a_share_that_is_not_reached_has_no_quantile() -> None:
    assert curve([1, 2, 3, 4], [1, 0, 0, 0]).quantile(0.5) is None


def test_when_everybody_was_reached_the_lower_bound_is_wilson_s() -> None:
    """The lower bound of 10 out of 10 is among the worked cases of the funnel: 0.7224672…"""
    assert known(curve(list(range(1, 11)), [1] * 10), 10) == pytest.approx((1, 0.7224672001371106, 1))
    assert known(curve([3], [1]), 3) == pytest.approx((1, 0.2065493143772374, 1))


def test_the_curve_ends_with_the_last_who_was_watched_unless_all_who_were_left_had_the_event() -> None:
    waiting, reached = curve([10, 20, 30], [1, 0, 0]), curve([10, 20, 30], [1, 0, 1])
    assert (waiting.ends_at, reached.ends_at, curve([], []).ends_at) == (30, inf, None)
    assert waiting.by(30) == waiting.by(10)
    assert waiting.by(31) is None
    assert reached.by(31) == reached.by(30)
    assert curve([], []).by(0) is None


def test_while_nothing_has_happened_the_upper_bound_is_wilson_s_of_those_still_watched() -> None:
    """The upper bounds of 0 out of 10 and 0 out of 5, with z² = 3.8414588…"""
    found = curve([1] * 5 + [9] * 5, [0] * 5 + [1] * 5)
    assert known(found, 1) == pytest.approx((0, 0, 0.2775327998628892))
    assert known(found, 2) == pytest.approx((0, 0, 0.4344824647831747))


groups = st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60)


@given(groups, st.integers(0, 60))
def test_the_share_lies_in_its_interval_and_between_its_extremes(group: list[tuple[int, bool]], time: int) -> None:
    found = survival.curve(survival.tally((d, happened, 1) for d, happened in group)).by(time)
    if found is None:
        assert all(d < time for d, _ in group)
        return
    assert 0 <= found.low <= found.share <= found.high <= 1
    by_then = sum(happened and d <= time for d, happened in group)
    assert found.share >= by_then / len(group) - 1e-9


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.integers(0, 60))
def test_without_censoring_the_share_is_the_plain_one(durations: list[int], time: int) -> None:
    found = survival.curve(survival.tally((d, True, 1) for d in durations)).by(time)
    assert found is not None
    assert found.share == pytest.approx(sum(d <= time for d in durations) / len(durations))
