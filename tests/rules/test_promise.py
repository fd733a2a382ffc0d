"""A better promise: the smallest round time that was kept for enough leads."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import promise
from sla_dash.statistics import survival

MINUTE = timedelta(minutes=1)


def curve(durations: list[int], waiting: int = 0, closed: int = 0) -> survival.Curve:
    """Return the curve of contacts by minutes, of leads that wait since a moment ago and of leads closed untouched."""
    told = [(minutes, True, 1) for minutes in durations] + [(0, False, 1)] * waiting
    return survival.curve(survival.tally([*told, *[(float("inf"), False, 1)] * closed]))


@pytest.mark.parametrize(
    ("minutes", "rounded"),
    [
        (0, 5),
        (1, 5),
        (5, 5),
        (6, 10),
        (60, 60),
        (61, 75),
        (240, 240),
        (241, 270),
        (480, 480),
        (481, 540),
        (1_441, 1_500),
    ],
)
def test_a_promise_is_rounded_up_to_what_people_say(minutes: int, rounded: int) -> None:
    assert promise.round_up(minutes) == rounded


def test_the_window_is_the_time_by_which_four_in_five_were_contacted() -> None:
    found = promise.better("SMB", "form", timedelta(hours=4), curve([*range(1, 81), *[500] * 20]))
    assert (found.window, found.tighter) == (timedelta(minutes=90), timedelta(minutes=75))
    assert found.share is not None
    assert found.tighter_share is not None
    assert found.share.share == pytest.approx(0.8)
    assert found.tighter_share.share == pytest.approx(0.75)
    assert (found.n, found.contacted) == (100, 100)


def test_leads_closed_untouched_make_a_promise_longer_and_may_make_it_impossible() -> None:
    assert promise.better("SMB", "form", None, curve([10] * 80 + [100] * 20)).window == 10 * MINUTE
    assert promise.better("SMB", "form", None, curve([10] * 80 + [100] * 20, closed=20)).window == 105 * MINUTE
    never = promise.better("SMB", "form", None, curve([10] * 80, closed=40))
    assert (never.window, never.share, never.too_early) == (None, None, False)


def test_nine_contacts_are_too_few_and_ten_are_not() -> None:
    assert promise.better("SMB", "form", None, curve([10] * 9)).too_early
    assert promise.better("SMB", "form", None, curve([10] * 9)).window is None
    ten = promise.better("SMB", "form", None, curve([10] * 10, waiting=5))
    assert (ten.window, ten.too_early) == (10 * MINUTE, False)
    assert promise.better("SMB", None, None, curve([])).n == 0


def test_no_time_is_offered_that_nobody_was_watched_for() -> None:
    for waited, window in ((24, None), (25, 25 * MINUTE)):
        found = survival.curve({23: (9, 0), 8: (3, 0), waited: (0, 1)})
        assert promise.better("SMB", "form", None, found).window == window


@pytest.mark.parametrize(("minutes", "below"), [(60, 55), (75, 60), (240, 225), (270, 240), (480, 450), (540, 480)])
def test_the_next_round_time_below_is_in_the_steps_of_the_promise_itself(minutes: int, below: int) -> None:
    assert promise.better("SMB", "form", None, curve([minutes] * 20)).tighter == below * MINUTE


def test_below_five_minutes_there_is_no_shorter_promise() -> None:
    found = promise.better("SMB", "form", None, curve([1] * 20))
    assert (found.window, found.tighter, found.tighter_share) == (5 * MINUTE, None, None)


@given(st.lists(st.integers(0, 3_000), min_size=10, max_size=80), st.integers(0, 5))
def test_the_window_is_kept_for_enough_leads_and_the_next_one_down_is_not(durations: list[int], closed: int) -> None:
    found = promise.better("SMB", "form", None, curve(durations, closed=closed))
    if found.window is None:
        return
    assert found.share is not None
    assert found.share.share >= float(promise.KEPT) - survival.NEARLY
    if found.tighter_share:
        assert found.tighter_share.share < float(promise.KEPT)


@given(st.lists(st.integers(0, 3_000), min_size=10, max_size=60), st.data())
def test_contacting_a_lead_earlier_never_makes_the_promise_longer(durations: list[int], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(durations) - 1))
    sooner = [*durations]
    sooner[which] = data.draw(st.integers(0, durations[which]))
    before, after = (promise.better("SMB", "form", None, curve(one)).window for one in (durations, sooner))
    assert before is not None
    assert after is not None
    assert after <= before
