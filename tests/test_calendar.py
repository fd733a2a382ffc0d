"""Working time, against hand-made cases, a minute-stepping reference and its laws."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from sla_dash.calendar import DAY, MICROSECOND, NO_TIME, Calendar, local_day, month_of, next_month, previous_month, utc
from tests.golden_cases import assert_agrees, cases
from tests.times import NINE_TO_FIVE, ZONES, golden_calendar, instant, instants

WITH_LUNCH = ((8 * 3600 + 1800, 12 * 3600), (12 * 3600 + 2700, 17 * 3600 + 1800))
SECOND = timedelta(seconds=1)
NIGHT = ((22 * 3600, 30 * 3600),)


@cases("business_seconds")
def test_working_time_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    used = golden_calendar(inputs).working_time(instant(inputs["start"]), instant(inputs["end"]))
    assert_agrees(used / SECOND, case)


@cases("deadline")
def test_deadlines_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    due = golden_calendar(inputs).deadline(instant(inputs["start"]), timedelta(seconds=inputs["sla_seconds"]))
    assert due is not None
    assert_agrees(int(due.timestamp()), case)


@cases("local_month")
def test_the_month_of_an_instant_is_the_one_of_the_agreements_zone(case: dict[str, Any]) -> None:
    at = datetime.fromisoformat(case["inputs"]["t"])
    assert f"{month_of(local_day(at, ZoneInfo(case['inputs']['tz']))):%Y-%m}" == case["expected"]


calendars = st.builds(
    Calendar,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.lists(st.sampled_from([(), NINE_TO_FIVE, WITH_LUNCH, NIGHT, ((0, 86_400),)]), min_size=7, max_size=7).map(tuple),
    st.frozensets(st.dates(date(2026, 3, 1), date(2026, 11, 30)), max_size=20),
)


@given(calendars, instants, st.integers(0, 6 * 1440))
def test_working_time_is_the_open_minutes_of_the_wall_clock_counted_one_by_one(
    calendar: Calendar, start: datetime, length: int
) -> None:
    start = start.replace(second=0, microsecond=0)
    open_minutes = 0
    for minute in range(length):
        wall = (start + timedelta(minutes=minute)).astimezone(calendar.zone)
        second = wall.hour * 3600 + wall.minute * 60
        today, yesterday = calendar.intervals(wall.date()), calendar.intervals(wall.date() - DAY)
        open_minutes += any(a <= second < b for a, b in today) or any(a <= second + 86_400 < b for a, b in yesterday)
    assert calendar.working_time(start, start + timedelta(minutes=length)) == timedelta(minutes=open_minutes)


@given(calendars, instants, instants, instants)
def test_working_time_adds_up_and_never_exceeds_the_elapsed_time(
    calendar: Calendar, one: datetime, two: datetime, three: datetime
) -> None:
    first, second, third = sorted((one, two, three))
    whole = calendar.working_time(first, third)
    assert whole == calendar.working_time(first, second) + calendar.working_time(second, third)
    assert timedelta() <= whole <= third - first


@given(calendars, instants, st.timedeltas(MICROSECOND, timedelta(hours=40)))
def test_the_deadline_is_the_first_instant_at_which_the_promise_is_used_up(
    calendar: Calendar, start: datetime, promise: timedelta
) -> None:
    due = calendar.deadline(start, promise)
    if not any(calendar.week):
        assert due is None
        return
    assert due is not None
    assert calendar.working_time(start, due) == promise
    assert calendar.working_time(start, due - MICROSECOND) == promise - MICROSECOND


@given(calendars, instants, instants)
def test_two_look_ups_by_utc_day_give_the_same_working_time(calendar: Calendar, one: datetime, two: datetime) -> None:
    start, end = sorted((one, two))
    rows = {row.day: row for row in calendar.utc_days(start.date(), end.date() + DAY)}

    def up_to(at: datetime) -> timedelta:
        row, into = rows[at.date()], at - datetime.combine(at.date(), time(), UTC)
        pieces = ((begin * SECOND, stop * SECOND) for begin, stop in row.pieces)
        return row.before * SECOND + sum((max(NO_TIME, min(into, stop) - begin) for begin, stop in pieces), NO_TIME)

    assert up_to(end) - up_to(start) == calendar.working_time(start, end)


@given(calendars, st.dates(date(2026, 3, 1), date(2026, 11, 1)))
def test_open_spans_are_apart_and_so_are_the_pieces_of_a_day(calendar: Calendar, first: date) -> None:
    spans = list(calendar.open_spans(first, first + 14 * DAY))
    assert all(opens < closes for opens, closes in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    for row in calendar.utc_days(first, first + 14 * DAY):
        assert all(begin < stop for begin, stop in row.pieces)
        assert all(one[1] < other[0] for one, other in pairwise(row.pieces))


def test_an_ambiguous_wall_time_is_the_first_of_the_two() -> None:
    assert utc(date(2026, 10, 25), 2 * 3600 + 1800, ZoneInfo("Europe/Warsaw")) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_an_override_opens_a_holiday_and_closes_a_working_day() -> None:
    monday, tuesday = date(2026, 11, 2), date(2026, 11, 3)
    calendar = Calendar(ZoneInfo("UTC"), (NINE_TO_FIVE,) * 7, frozenset({monday}), {monday: ((0, 3600),), tuesday: ()})
    assert calendar.intervals(monday) == ((0, 3600),)
    assert not calendar.is_working_day(tuesday)


def test_months_follow_each_other_over_the_year_end() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert previous_month(date(2026, 1, 31)) == date(2025, 12, 1)
