"""When an alert falls: worked cases, the days on which clocks are changed, and ladders."""

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.calendar import MICROSECOND, Calendar
from sla_dash.rules import alerts
from tests.golden_cases import cases
from tests.times import NINE_TO_FIVE, instants

HALF, LADDER = Fraction(1, 2), (Fraction(1, 2), Fraction(4, 5), Fraction(1))
HOUR = timedelta(hours=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALWAYS = ((0, 86_400),)
WARSAW = Calendar(ZoneInfo("Europe/Warsaw"), (*[NINE_TO_FIVE] * 5, (), ()))


def calendar(inputs: dict[str, Any]) -> Calendar:
    """Read what a worked case says of working time: "Mon-Fri 09:00-12:30, 13:30-17:30" without some days."""
    names, _, hours = inputs["week"].partition(" ")
    first, last = (DAYS.index(name) for name in names.split("-"))
    found = re.findall(r"(\d\d):(\d\d)-(\d\d):(\d\d)", hours)
    opened = tuple((int(a) * 3600 + int(b) * 60, int(c) * 3600 + int(d) * 60) for a, b, c, d in found)
    week = tuple(opened if first <= day <= last else () for day in range(7))
    return Calendar(ZoneInfo(inputs["tz"]), week, frozenset(map(date.fromisoformat, inputs["holidays"])))


@cases("alert_at")
def test_an_alert_falls_where_the_worked_cases_say(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    promise, share = timedelta(seconds=inputs["promise_seconds"]), Fraction(str(inputs["at"]))
    found = alerts.falls_at(datetime.fromisoformat(inputs["start"]), promise, share, calendar(inputs))
    assert found == datetime.fromisoformat(case["expected"])


@pytest.mark.parametrize(
    ("start", "falls"),
    [
        ("2026-03-29T00:30:00Z", "2026-03-29T02:30:00Z"),  # 01:30 to 04:30 in Warsaw, which has no 02:30
        ("2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z"),  # 01:30 to 02:30, which comes twice
    ],
)
def test_working_time_goes_on_as_clocks_are_changed(start: str, falls: str) -> None:
    night = Calendar(ZoneInfo("Europe/Warsaw"), (ALWAYS,) * 7)
    found = alerts.falls_at(datetime.fromisoformat(start), 4 * HOUR, HALF, night)
    assert found == datetime.fromisoformat(falls)


def test_a_step_that_uses_up_the_day_falls_at_closing_time_and_the_next_one_in_the_morning() -> None:
    start = datetime(2026, 11, 19, 14, tzinfo=UTC)  # 15:00 in Warsaw, which closes at 17:00
    found = [alerts.falls_at(start, 4 * HOUR, share, WARSAW) for share in LADDER]
    assert found == [
        datetime(2026, 11, 19, 16, tzinfo=UTC),
        datetime(2026, 11, 20, 9, 12, tzinfo=UTC),
        datetime(2026, 11, 20, 10, tzinfo=UTC),
    ]


def test_the_latest_step_that_has_fallen_is_reached_to_the_microsecond() -> None:
    start = datetime(2026, 11, 19, 14, tzinfo=UTC)

    def reached(now: datetime) -> Fraction | None:
        return alerts.reached(start, now, 4 * HOUR, LADDER, WARSAW)

    at = [one for share in LADDER if (one := alerts.falls_at(start, 4 * HOUR, share, WARSAW))]
    assert [reached(one - MICROSECOND) for one in at] == [None, *LADDER[:-1]]
    assert [reached(one) for one in at] == list(LADDER)


def test_a_part_of_a_promise_is_exact() -> None:
    assert alerts.used(timedelta(minutes=1), Fraction(1, 3)) == timedelta(seconds=20)
    assert alerts.used(timedelta(hours=4), Fraction("0.8")) == timedelta(hours=3, minutes=12)
    assert alerts.used(timedelta(minutes=1), Fraction(1, 7)) == timedelta(microseconds=8_571_429)


@given(
    instants,
    st.integers(1, 5_000).map(lambda minutes: timedelta(minutes=minutes)),
    st.fractions(Fraction(1, 10_000), Fraction(10), max_denominator=10_000),
)
def test_an_alert_never_falls_at_night_and_not_before_its_share_has_passed(
    start: datetime, promise: timedelta, share: Fraction
) -> None:
    at = alerts.falls_at(start, promise, share, WARSAW)
    assert at
    assert WARSAW.working_time(at - MICROSECOND, at) == MICROSECOND  # somebody was at work until then
    assert Fraction(WARSAW.working_time(start, at) // MICROSECOND) >= share * (promise // MICROSECOND)
    assert WARSAW.working_time(start, at - MICROSECOND) // MICROSECOND < share * (promise // MICROSECOND)


def test_where_nobody_ever_works_no_alert_falls() -> None:
    closed = Calendar(ZoneInfo("UTC"), ((),) * 7)
    assert alerts.falls_at(datetime(2026, 11, 19, tzinfo=UTC), HOUR, HALF, closed) is None
    assert (
        alerts.reached(datetime(2026, 11, 19, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), HOUR, LADDER, closed)
        is None
    )
