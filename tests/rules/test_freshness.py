"""When records are too old to judge by: at every edge, over weekends, holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sla_dash.calendar import DAY, MICROSECOND, Calendar
from sla_dash.rules.freshness import last_working_day, stale_since
from tests import drawn

HOUR = timedelta(hours=1)
OFFICE = drawn.terms().calendar({})
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
"""09:00 in Warsaw, where Friday begins at 23:00 of Thursday in UTC."""
FRIDAY_BEGINS = datetime(2026, 11, 12, 23, tzinfo=UTC)


def test_on_a_monday_records_of_friday_are_fresh_and_those_of_thursday_are_not() -> None:
    for latest, stale in (
        (FRIDAY_BEGINS + 10 * HOUR, False),
        (FRIDAY_BEGINS, False),
        (FRIDAY_BEGINS - MICROSECOND, True),
        (FRIDAY_BEGINS - 8 * HOUR, True),
    ):
        assert stale_since(latest, MONDAY, OFFICE, None) == (latest if stale else None), latest


def test_a_weekend_asks_for_friday_too_and_a_tuesday_for_monday() -> None:
    for days in (-2, -1):
        assert stale_since(FRIDAY_BEGINS, MONDAY + days * DAY, OFFICE, None) is None
        assert stale_since(FRIDAY_BEGINS - MICROSECOND, MONDAY + days * DAY, OFFICE, None)
    sunday_night = datetime(2026, 11, 15, 22, 59, tzinfo=UTC)
    assert stale_since(sunday_night, MONDAY + DAY, OFFICE, None)
    assert stale_since(sunday_night + timedelta(minutes=1), MONDAY + DAY, OFFICE, None) is None


def test_a_holiday_is_no_working_day_that_could_be_missing() -> None:
    closed = Calendar(OFFICE.zone, OFFICE.week, frozenset({date(2026, 11, 13)}))
    thursday_begins = FRIDAY_BEGINS - DAY
    assert stale_since(thursday_begins, MONDAY, closed, None) is None
    assert stale_since(thursday_begins - MICROSECOND, MONDAY, closed, None) == thursday_begins - MICROSECOND


@pytest.mark.parametrize(("more", "stale"), [(-MICROSECOND, False), (timedelta(), False), (MICROSECOND, True)])
def test_a_time_agreed_is_used_up_only_after_its_very_end(more: timedelta, stale: bool) -> None:
    friday_noon = datetime(2026, 11, 13, 11, tzinfo=UTC)  # 12:00, five hours before closing time
    found = stale_since(friday_noon, MONDAY + HOUR + more, OFFICE, 6 * HOUR)
    assert found == (friday_noon if stale else None)


def test_a_time_agreed_that_ends_at_closing_time_lasts_over_the_weekend() -> None:
    friday_noon = datetime(2026, 11, 13, 11, tzinfo=UTC)
    assert stale_since(friday_noon, MONDAY, OFFICE, 5 * HOUR) is None  # nobody has worked since
    assert stale_since(friday_noon, MONDAY + MICROSECOND, OFFICE, 5 * HOUR)


def test_in_a_replay_nothing_is_too_old_as_later_records_are_there() -> None:
    for after in (None, HOUR):
        assert stale_since(MONDAY + DAY, MONDAY, OFFICE, after) is None
        assert stale_since(MONDAY, MONDAY, OFFICE, after) is None


def test_where_nobody_ever_works_nothing_is_too_old() -> None:
    never = Calendar(OFFICE.zone, ((),) * 7)
    assert last_working_day(MONDAY.date(), never) is None
    assert stale_since(MONDAY - 900 * DAY, MONDAY, never, None) is None
    assert stale_since(MONDAY - 900 * DAY, MONDAY, never, HOUR) is None
