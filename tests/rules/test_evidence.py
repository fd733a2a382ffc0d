"""The months that targets are the mean of, and the cadence that was kept."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import evidence
from sla_dash.rules.evidence import Months, Tried
from sla_dash.rules.promise import KEPT

NOVEMBER = date(2026, 11, 19)
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 1, 7), date(2026, 11, 18), Months((AUGUST, SEPTEMBER, OCTOBER))),
        (date(2025, 1, 7), date(2026, 9, 30), Months((date(2026, 7, 1), AUGUST, SEPTEMBER))),  # the export had ended
        (date(2026, 8, 1), date(2026, 11, 18), Months((SEPTEMBER, OCTOBER))),  # August may have begun before
        (date(2026, 10, 7), date(2026, 11, 18), Months((OCTOBER,))),  # there is no other
        (date(2026, 11, 4), date(2026, 11, 18), Months((date(2026, 11, 1),), Fraction(15, 30))),
        (date(2026, 11, 19), date(2026, 11, 19), Months((date(2026, 11, 1),), Fraction(1, 30))),
        (None, None, Months((date(2026, 11, 1),), Fraction(1, 30))),
    ],
)
def test_targets_are_of_the_last_three_closed_months_that_are_whole_on_record(
    first: date | None, last: date | None, expected: Months
) -> None:
    assert evidence.months(NOVEMBER, first, last) == expected


def test_a_target_is_the_mean_to_the_nearest_and_of_a_month_that_is_not_over_what_its_pace_brings() -> None:
    assert Months((AUGUST, SEPTEMBER, OCTOBER)).mean((10, 11, 11)) == 11
    assert Months((AUGUST, SEPTEMBER)).mean((10, 11)) == 11
    assert Months((AUGUST, SEPTEMBER, OCTOBER)).mean((0, 0, 1)) == 0
    assert Months((date(2026, 11, 1),), Fraction(15, 30)).mean((19,)) == 38


def tried(day: int, made: int, leads: int, *, past: bool = True, stopped: bool = False) -> Tried:
    return Tried(day, past, made, stopped, leads)


def test_the_cadence_is_the_most_attempts_that_were_made_for_four_in_five_of_those_who_were_owed_them() -> None:
    found = [
        tried(14, 1, 3),
        tried(14, 1, 50, stopped=True),  # reached by then: no second attempt was owed
        tried(14, 2, 6),
        tried(14, 3, 6),
        tried(28, 4, 9),
        tried(28, 0, 1),
        tried(28, 0, 500, past=False),
        tried(56, 9, 9),
    ]
    kept = [(one.step.day, one.step.attempts, one.met, one.decided) for one in evidence.cadence(found)]
    # Two attempts: 12 of 15 who were owed them, just four in five; three: 6 of 15. On day 56 are fewer than ten.
    assert kept == [(14, 2, 12, 15), (28, 4, 9, 10)]


def test_a_later_day_that_asks_for_no_more_is_left_out_and_nothing_kept_is_no_cadence() -> None:
    found = [tried(14, 3, 10), tried(28, 3, 10), tried(56, 4, 10)]
    assert [one.step.day for one in evidence.cadence(found)] == [14, 56]
    assert evidence.cadence([tried(14, 0, 100)]) == ()
    assert evidence.cadence([]) == ()


counts = st.lists(
    st.builds(tried, st.sampled_from((14, 28, 56)), st.integers(0, 9), st.integers(1, 40), stopped=st.booleans())
)


@given(counts)
def test_whatever_was_tried_the_cadence_rises_and_was_kept(found: list[Tried]) -> None:
    kept = evidence.cadence(found)
    steps = [(one.step.day, one.step.attempts) for one in kept]
    assert steps == sorted(steps)
    assert len({attempts for _, attempts in steps}) == len(steps)
    assert all(one.met >= KEPT * one.decided and one.decided >= evidence.ENOUGH for one in kept)
