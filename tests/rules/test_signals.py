"""Signal or noise: habits of closed months, and the alarm of daily counts."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import signals
from sla_dash.rules.delivery import Standing
from tests.golden_cases import assert_agrees, cases

TENTH = Fraction(1, 10)
DAYS = [date(2026, 11, 2) + timedelta(days=n) for n in range(20)]


@cases("cusum")
def test_the_sums_agree_with_the_worked_case(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    found = signals.cusum(inputs["x"], inputs["mu"], inputs["phi"], k=inputs["k"], h=inputs["h"])
    assert_agrees([[one.high, one.low, one.alarm] for one in found], case)


@cases("persistent_over")
def test_over_delivery_for_good_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    actual, target = case["inputs"]["actual"], case["inputs"]["target"]
    assert_agrees(signals.persistent(actual, target, TENTH), case)


@pytest.mark.parametrize(
    ("actual", "over", "under"),
    [
        ([101, 101, 113], False, False),  # 315 of 300 is not more than 5 % above
        ([101, 101, 114], True, False),
        ([100, 110, 110], False, False),  # 110 is the edge, and inside
        ([90, 111, 111], True, False),
        ([99, 99, 87], False, False),
        ([99, 99, 86], False, True),
        ([111, 89, 89], False, True),
        ([100, 90, 90], False, False),
    ],
)
def test_the_edges_of_a_habit(actual: list[int], over: bool, under: bool) -> None:
    assert signals.persistent(actual, [100] * 3, TENTH) is over
    assert signals.persistent(actual, [100] * 3, TENTH, over=False) is under


def test_only_the_last_three_months_make_a_habit_and_each_needs_a_target() -> None:
    assert not signals.persistent([150, 150, 150, 100, 100, 100], [100] * 6, TENTH)
    assert not signals.persistent([150, 150], [100] * 2, TENTH)
    assert not signals.persistent([150, 150, 150], [100, 0, 100], TENTH)


def test_missed_months_are_counted_from_the_latest_back() -> None:
    verdicts = [Standing.BELOW, Standing.IN, Standing.ABOVE, Standing.BELOW]
    assert signals.missed_in_a_row(verdicts) == 2
    assert signals.missed_in_a_row([*verdicts, Standing.IN]) == 0
    assert signals.missed_in_a_row([*verdicts, Standing.NO_TARGET]) == 0


def test_leads_of_a_day_on_which_none_are_due_count_with_the_next_that_is() -> None:
    found = signals.cusum([10, 3, 0, 7], [10, 0, 0, 10], 1)
    assert [one.high for one in found] == [0, 0, 0, 0]
    assert [one.low for one in found] == [0, 0, 0, 0]


def test_an_alarm_names_its_side_its_strength_and_the_first_day_of_its_run() -> None:
    counts = [10] * 8 + [3] * 5
    found = signals.alarm("SMB", "form", DAYS[:13], counts, [10.0] * 13, 1)
    assert found is not None
    assert not found.above
    assert found.since == DAYS[8]
    assert found.strength == pytest.approx((7 / 10**0.5 - 0.5) * 5 / 5)
    assert signals.alarm("SMB", "form", DAYS[:8], counts[:8], [10.0] * 8, 1) is None
    assert signals.alarm("SMB", "form", [], [], [], 1) is None


def test_an_alarm_ends_when_the_days_come_back_to_what_was_expected() -> None:
    counts = [20] * 4 + [6] * 9
    assert signals.alarm("SMB", "form", DAYS[:4], counts[:4], [10.0] * 4, 1) is not None
    after = signals.alarm("SMB", "form", DAYS[:13], counts, [10.0] * 13, 1)
    assert after is not None
    assert not after.above


@given(st.lists(st.integers(0, 40), min_size=1, max_size=25), st.floats(1, 4))
def test_both_sums_stay_above_nothing_and_more_leads_never_lower_the_upper_one(counts: list[int], phi: float) -> None:
    expected = [10.0] * len(counts)
    found = signals.cusum(counts, expected, phi)
    more = signals.cusum([count + 1 for count in counts], expected, phi)
    assert all(one.high >= 0 and one.low >= 0 for one in found)
    assert all(one.high <= other.high and one.low >= other.low for one, other in zip(found, more, strict=True))


@given(st.floats(0.05, 60), st.integers(-1, 1), st.floats(1, 4))
def test_the_first_day_never_gives_an_alarm_for_one_lead(expected: float, off: int, phi: float) -> None:
    count = max(0, round(expected) + off)
    if expected >= 0.2:  # below that, a lead is a whole week's
        assert not signals.cusum([count], [expected], phi)[0].alarm


def test_a_sum_exactly_on_the_limit_is_no_alarm_yet() -> None:
    on, beyond = (signals.cusum([16], [4], 1, h=limit)[0].alarm for limit in (5.5, 5.4))
    assert (on, beyond) == (False, True)
