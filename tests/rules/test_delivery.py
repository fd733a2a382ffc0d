"""Delivery against its band: worked cases, and the laws of pacing."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import delivery, remedy
from sla_dash.rules.delivery import Counts, Pace, Standing
from tests.golden_cases import DOCUMENT, assert_agrees, cases

TENTH = Fraction(1, 10)
WORDS = {
    Standing.ABOVE: "over",
    Standing.IN: "in_band",
    Standing.BELOW: "under",
    Standing.NO_TARGET: "no_target",
    Standing.NOTHING_DUE: "too_early",
}


def weekday(day: date) -> int:
    return int(day.weekday() < 5)


def paced(month: date, end: date, weight: Callable[[date], int | Fraction]) -> Pace:
    return delivery.pace(month, end, weight, lambda day: weight(day) > 0)


@cases("workdays")
def test_working_days_of_a_month(case: dict[str, Any]) -> None:
    month = date(case["inputs"]["y"], case["inputs"]["m"], 1)
    assert_agrees(paced(month, month, weekday).total, case)


@cases("expected_to_date")
def test_expected_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    weights = [Fraction(str(w)) for w in inputs["weights"]]
    off = {date.fromisoformat(d) for d in DOCUMENT["meta"]["holidays"].get(inputs["holidays"], ())}
    through = date.fromisoformat(inputs["asof"])
    month_pace = paced(
        date(inputs["y"], inputs["m"], 1),
        through + timedelta(days=1),
        lambda day: 0 if day in off else weights[day.weekday()],
    )
    assert_agrees(float(inputs["T"] * month_pace.share), case)


@cases("band_status")
def test_the_verdict_of_a_closed_month_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    n, target = case["inputs"]["n"], case["inputs"]["T"]
    assert_agrees(WORDS[delivery.standing(n, target or None, TENTH)], case)


@cases("pace_status", "pace_status_at")
def test_the_noise_guard_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    n, expected, phi = (case["inputs"][key] for key in ("n", "E", "phi"))
    share = Fraction(str(case["inputs"].get("s", 1)))
    where = delivery.standing(n, expected, TENTH)
    noise = where.out_of_band and delivery.within_noise(n, expected, phi * expected, share)
    assert_agrees(WORDS[where] + ("_noise" if noise else ""), case)


def coloured_by(day: int, target: int, pace: float, months: int) -> int:
    """Count made-up months of 21 working days that are out of band beyond chance on any morning up to one."""
    random = np.random.default_rng(20_261_119)
    found = 0
    for counts in random.poisson(target * pace / 21, (months, 21)).cumsum(axis=1)[:, :day].tolist():
        lines = (
            delivery.month_to_date(None, None, Counts(n), target, None, Pace(Fraction(done, 21), done, 21), 1.0, TENTH)
            for done, n in enumerate(counts, 1)
        )
        found += any(line.standing.out_of_band and not line.could_be_chance for line in lines)
    return found


@pytest.mark.parametrize("target", [60, 200, 600])
def test_a_month_on_pace_is_coloured_on_any_of_its_mornings_in_about_one_of_twenty(target: int) -> None:
    assert 0.03 <= coloured_by(21, target, 1.0, 1_000) / 1_000 <= 0.07


def test_a_quarter_too_few_of_six_hundred_is_seen_by_the_middle_of_the_month_in_19_of_20() -> None:
    assert coloured_by(11, 600, 0.75, 400) >= 0.95 * 400


def test_a_day_lies_before_a_share_of_the_month_wholly_in_part_or_not_at_all() -> None:
    assert delivery.parts([0, 2, 0, 1, 1, 0], Fraction(1, 2)) == [1, 1, 1, 0, 0, 0]
    assert delivery.parts([0, 2, 0, 1, 1, 0], Fraction(5, 8)) == [1, 1, 1, Fraction(1, 2), 0, 0]
    assert delivery.parts([0, 2, 0, 1, 1, 0], Fraction(0)) == [1, 0, 0, 0, 0, 0]
    assert delivery.parts([0, 2, 0, 1, 1, 0], Fraction(1)) == [1] * 6
    assert delivery.parts([0, 0], Fraction(1, 2)) == [1, 1]


@cases("required_rate")
def test_what_each_day_must_bring_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    found = remedy.needed(case["inputs"]["n"], case["inputs"]["T"], case["inputs"]["days_left"], TENTH)
    assert_agrees(found and {"target": found.target, "lower": found.lower, "upper": found.upper}, case)


def test_a_delivery_of_exactly_ten_per_cent_less_is_still_in_band() -> None:
    month_pace = paced(date(2026, 6, 1), date(2026, 6, 15), lambda day: int(day.day <= 21))
    assert month_pace.share == Fraction(14, 21)
    assert delivery.standing(15, 25 * month_pace.share, TENTH) is Standing.IN
    assert delivery.standing(14, 25 * month_pace.share, TENTH) is Standing.BELOW


def test_nothing_is_due_on_the_morning_of_the_first() -> None:
    month_pace = paced(date(2026, 12, 1), date(2026, 12, 1), weekday)
    line = delivery.month_to_date("SMB", "form", Counts(today=4), 100, None, month_pace, 1.5, TENTH)
    assert line.standing is Standing.NOTHING_DUE
    assert line.counts.today == 4
    needed = remedy.needed(line.counts.net, line.target, month_pace.left, TENTH)
    assert needed is not None
    assert needed.target == Fraction(100, 23)


def test_a_month_of_holidays_is_due_only_once_it_is_over() -> None:
    assert paced(date(2026, 8, 1), date(2026, 8, 31), lambda _: 0).share == 0
    assert paced(date(2026, 8, 1), date(2026, 9, 1), lambda _: 0).share == 1


def test_rejected_leads_do_not_count_against_the_target() -> None:
    month_pace = paced(date(2026, 11, 1), date(2026, 12, 1), weekday)
    line = delivery.month_to_date(
        "SMB", "form", Counts(gross=110, rejected=21), 100, Fraction(128), month_pace, 1, TENTH
    )
    assert line.counts.net == 89
    assert line.standing is Standing.BELOW
    assert line.value_delivered == 89 * 128


def test_the_total_counts_leads_of_a_type_without_a_target() -> None:
    month_pace = paced(date(2026, 11, 1), date(2026, 12, 1), weekday)
    lines = [
        delivery.month_to_date("SMB", "form", Counts(gross=95), 100, Fraction(10), month_pace, 1, TENTH),
        delivery.month_to_date("SMB", None, Counts(gross=5), None, None, month_pace, 1, TENTH),
    ]
    summed = delivery.total(lines, month_pace, 1, TENTH)
    assert (summed.counts.net, summed.target, summed.standing) == (100, 100, Standing.IN)
    assert summed.value_delivered == 950
    assert summed.value_expected == 1000
    assert lines[1].standing is Standing.NO_TARGET


def test_value_can_fall_behind_while_the_count_is_on_pace() -> None:
    month_pace = paced(date(2026, 11, 1), date(2026, 12, 1), weekday)
    lines = [
        delivery.month_to_date("SMB", "cheap", Counts(gross=190), 100, Fraction(10), month_pace, 1, TENTH),
        delivery.month_to_date("SMB", "dear", Counts(gross=10), 100, Fraction(200), month_pace, 1, TENTH),
    ]
    summed = delivery.total(lines, month_pace, 1, TENTH)
    assert (summed.standing, summed.value_standing) == (Standing.IN, Standing.BELOW)
    assert not summed.value_could_be_chance


def test_overdispersion_is_assumed_under_thirty_days_and_never_below_one() -> None:
    assert delivery.overdispersion([3] * 29, [1] * 29) == 1.5
    assert delivery.overdispersion([3] * 30, [1] * 30) == 1
    assert delivery.overdispersion([0, 6] * 30, [1] * 60) == pytest.approx(60 * 9 / 3 / 59)
    assert delivery.overdispersion([0, 6, 9] * 20, [1, 1, 0] * 20) == pytest.approx(40 * 9 / 3 / 39)


exact = st.fractions(0, 10_000, max_denominator=50)


@given(st.integers(0, 10_000), st.integers(0, 500), exact)
def test_more_leads_never_lower_the_standing(n: int, more: int, expected: Fraction) -> None:
    order = [Standing.BELOW, Standing.IN, Standing.ABOVE]
    one, other = (delivery.standing(count, expected, TENTH) for count in (n, n + more))
    if expected:
        assert order.index(one) <= order.index(other)
    else:
        assert one is other is Standing.NOTHING_DUE


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 40))
def test_the_share_of_a_month_rises_from_nothing_to_all(day: date, later: int) -> None:
    month = day.replace(day=1)
    earlier = paced(month, day, weekday)
    after = paced(month, day + timedelta(days=later), weekday)
    assert 0 <= earlier.share <= after.share <= 1
    assert paced(month, month, weekday).share == 0
    assert paced(month, month + timedelta(days=31), weekday).share == 1
    assert earlier.done + earlier.left == earlier.total
