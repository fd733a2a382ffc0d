"""Follow-up milestones against the worked cases and their laws."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.agreement import Milestone
from sla_dash.rules import followup
from sla_dash.rules.followup import Kept, MilestoneCount
from sla_dash.statistics import proportion
from tests.golden_cases import assert_agrees, cases
from tests.times import instant, instants

CADENCE = [Milestone(day=14, attempts=3), Milestone(day=28, attempts=5), Milestone(day=56, attempts=7)]


@cases("cadence")
def test_milestones_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    start, now = instant(inputs["start"]), instant(inputs["now"])
    stop = None if inputs["stop"] is None else instant(inputs["stop"])
    made = followup.attempts([instant(t) for t in inputs["attempts"]], start, stop)
    assert_agrees([list(followup.milestone(start, made, now, stop, promise)) for promise in CADENCE], case)


def test_a_lead_reached_before_the_milestone_needs_no_more_attempts() -> None:
    start = instant(0)
    reached = start + timedelta(days=3)
    assert followup.milestone(start, [reached], start + timedelta(days=20), reached, CADENCE[0]) == (Kept.EXEMPT, 1)


def test_the_due_instant_itself_is_in_time() -> None:
    start = instant(0)
    due = start + timedelta(days=14)
    made = [start, start + timedelta(days=1), due]
    assert followup.milestone(start, made, due, None, CADENCE[0]) == (Kept.MET, 3)
    late = [*made[:2], due + timedelta(seconds=1)]
    assert followup.milestone(start, late, due + timedelta(seconds=2), None, CADENCE[0]) == (Kept.MISSED, 2)


def test_an_attempt_as_the_follow_up_starts_or_stops_counts_and_one_outside_does_not() -> None:
    start, stop, second = instant(0), instant(86_400), timedelta(seconds=1)
    touched = [start - second, start, stop, stop + second]
    assert followup.attempts(touched, start, stop) == [start, stop]
    assert followup.attempts([stop + second], start, stop) == []
    assert followup.attempts([stop + second], start, None) == [stop + second]


@cases("touch_gaps")
def test_the_last_gap_is_open_until_now(case: dict[str, Any]) -> None:
    found = followup.gaps([instant(t) for t in case["inputs"]["attempts"]], instant(case["inputs"]["now"]))
    assert_agrees([[gap.total_seconds(), int(ended)] for gap, ended in found], case)


def test_a_gap_ends_with_the_follow_up_and_is_none_when_it_lasted_no_time() -> None:
    made = [instant(0), instant(3600), instant(9000)]
    assert followup.gaps(made, instant(3600)) == [(timedelta(hours=1), True)]
    assert followup.gaps(made, instant(4000)) == [(timedelta(hours=1), True), (timedelta(seconds=400), False)]
    assert followup.gaps([], instant(0)) == []


def test_the_median_gap_counts_the_open_ones_as_at_least_so_long() -> None:
    half = followup.gap(1, [(24, True, 5), (48, True, 5)])
    assert (half.n, half.ended, half.median) == (10, 10, timedelta(days=1))
    assert followup.gap(1, [(24, True, 5), (36, False, 5), (48, True, 5)]).median == timedelta(days=2)
    assert followup.gap(None, [(24, True, 4), (25, False, 6)]).median is None
    assert followup.gap(None, []).median is None


@pytest.mark.parametrize(
    ("age", "waited", "expected"),
    [(10, 7, False), (14, 7, False), (13, 8, True), (20, 8, False), (20, 14, False), (20, 15, True)],
)
def test_silence_is_noticed_after_a_week_at_first_and_after_two_later(age: int, waited: int, expected: bool) -> None:
    start, now = instant(0), instant(0) + timedelta(days=age)
    assert followup.silent(start, [now - timedelta(days=waited)], now) is expected
    more = timedelta(seconds=1)
    over = followup.silent(start, [now - timedelta(days=waited) - more], now)
    assert over is (expected or waited in (7, 14))


def test_the_first_two_weeks_include_their_last_instant() -> None:
    start, second = instant(0), timedelta(seconds=1)
    fortnight = start + timedelta(days=14)
    assert followup.silent(start, [], fortnight)
    assert not followup.silent(start, [], fortnight + timedelta(0) - timedelta(days=7))
    assert not followup.silent(start, [start + second], fortnight + second)


def test_as_many_attempts_are_asked_for_as_the_running_milestone_promises() -> None:
    days = [0, 14, 14.1, 28, 28.1, 56, 70]
    assert [followup.asked_by(timedelta(days=day), CADENCE) for day in days] == [3, 3, 5, 5, 7, 7, 7]
    assert not followup.too_many(6, 3)
    assert followup.too_many(7, 3)


def test_a_milestone_met_early_is_not_decided_yet() -> None:
    count = MilestoneCount(14, 3, met=8, missed=2, exempt=5, pending=4, met_early=5)
    assert (count.kept, count.decided, count.open, count.share) == (3, 5, 9, Fraction(3, 5))
    assert count.interval == proportion.wilson(3, 5)
    nothing = MilestoneCount(14, 3, met=5, missed=0, exempt=5, pending=4, met_early=5)
    assert (nothing.share, nothing.interval) == (None, None)


touches = st.lists(instants, max_size=12)


@given(instants, touches, instants, st.none() | instants, st.randoms(use_true_random=False))
def test_the_order_in_which_touches_were_written_down_changes_nothing(
    start: datetime, touched: list[datetime], now: datetime, stop: datetime | None, random: Random
) -> None:
    shuffled = list(touched)
    random.shuffle(shuffled)
    made, again = (followup.attempts(found, start, stop) for found in (touched, shuffled))
    assert made == again
    for promise in CADENCE:
        assert followup.milestone(start, made, now, stop, promise) == followup.milestone(
            start, again, now, stop, promise
        )


@given(instants, touches, instants, st.none() | instants)
def test_one_more_attempt_never_turns_a_milestone_met_into_one_missed(
    start: datetime, touched: list[datetime], now: datetime, stop: datetime | None
) -> None:
    made = followup.attempts(touched, start, stop)
    more = followup.attempts([*touched, min([now, *touched])], start, stop)
    order = [Kept.MISSED, Kept.PENDING, Kept.EXEMPT, Kept.MET]
    for promise in CADENCE:
        before, _ = followup.milestone(start, made, now, stop, promise)
        after, _ = followup.milestone(start, more, now, stop, promise)
        if before is Kept.MET:
            assert after is Kept.MET
        assert order.index(after) >= order.index(before)


@given(instants, touches, st.none() | instants)
def test_attempts_are_at_least_ten_minutes_apart_from_the_touch_before(
    start: datetime, touched: list[datetime], stop: datetime | None
) -> None:
    made = followup.attempts(touched, start, stop)
    assert all(start <= attempt and (stop is None or attempt <= stop) for attempt in made)
    assert all(later - earlier >= followup.ONE_ATTEMPT for earlier, later in pairwise(made))
    assert set(made) <= set(touched)
