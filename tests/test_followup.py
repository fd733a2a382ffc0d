"""Follow-up milestones against the worked cases and their laws."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sla_dash import followup
from sla_dash.agreement import Milestone
from sla_dash.followup import Kept
from tests.golden_cases import assert_agrees, cases
from tests.test_calendar import instant, instants

CADENCE = [Milestone(day=14, attempts=3), Milestone(day=28, attempts=5), Milestone(day=56, attempts=7)]


@cases("cadence")
def test_milestones_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    start, now = instant(inputs["start"]), instant(inputs["now"])
    stop = None if inputs["stop"] is None else instant(inputs["stop"])
    made = followup.attempts([instant(t) for t in inputs["attempts"]], start)
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


touches = st.lists(instants, max_size=12)


@given(instants, touches, instants, st.none() | instants)
def test_one_more_attempt_never_turns_a_milestone_met_into_one_missed(
    start: datetime, touched: list[datetime], now: datetime, stop: datetime | None
) -> None:
    made = followup.attempts(touched, start)
    more = followup.attempts([*touched, min([now, *touched])], start)
    order = [Kept.MISSED, Kept.PENDING, Kept.EXEMPT, Kept.MET]
    for promise in CADENCE:
        before, _ = followup.milestone(start, made, now, stop, promise)
        after, _ = followup.milestone(start, more, now, stop, promise)
        if before is Kept.MET:
            assert after is Kept.MET
        assert order.index(after) >= order.index(before)


@given(instants, touches)
def test_attempts_are_at_least_ten_minutes_apart_from_the_touch_before(
    start: datetime, touched: list[datetime]
) -> None:
    made = followup.attempts(touched, start)
    assert all(later - earlier >= followup.ONE_ATTEMPT for earlier, later in pairwise(made))
    assert set(made) <= set(touched)
