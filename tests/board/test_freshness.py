"""Whether the records of a board are fresh enough to judge by, as the agreement in force says."""

from datetime import UTC, date, datetime, timedelta

from sla_dash.agreement import parse
from tests import drawn
from tests.boards import board, leads

MONDAY_9 = datetime(2026, 11, 9, 8, tzinfo=UTC)
FRIDAY, THURSDAY = date(2026, 11, 6), date(2026, 11, 5)
STRICT = parse(drawn.AGREEMENT.replace('{ at = "09:00" }', '{ at = "09:00", stale_after = "3h30min" }'))


def test_records_without_the_last_working_day_are_stale_since_the_newest_of_them() -> None:
    assert board(leads({THURSDAY: 3, FRIDAY: 1}), MONDAY_9).stale is None
    assert board(leads({THURSDAY: 3}), MONDAY_9).stale == datetime(2026, 11, 5, 12, 0, 2, tzinfo=UTC)


def test_a_time_agreed_is_working_time() -> None:
    friday_noon = leads({FRIDAY: 1})  # 13:00 in Warsaw, four working hours before the weekend
    assert board(friday_noon, MONDAY_9, STRICT).stale == datetime(2026, 11, 6, 12, tzinfo=UTC)
    assert board(friday_noon, MONDAY_9 - timedelta(days=2, hours=16, minutes=30), STRICT).stale is None


def test_a_past_morning_with_later_records_is_not_stale() -> None:
    found = board(leads({THURSDAY: 3, date(2026, 11, 30): 1}), datetime(2026, 11, 30, 13, tzinfo=UTC))
    past = type(found)(found.snapshot, found.agreements, MONDAY_9, found.month)
    assert past.stale is None
    assert past.load.latest_at == datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_without_records_it_is_told_from_their_loading() -> None:
    empty = board("lead_id\n", MONDAY_9)
    assert empty.stale is None
    later = type(empty)(empty.snapshot, empty.agreements, MONDAY_9 + timedelta(days=2), empty.month)
    assert later.stale == MONDAY_9
