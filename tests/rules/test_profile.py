"""How a month's target is spread over its days."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sla_dash.calendar import Calendar, days, next_month
from sla_dash.rules import delivery, profile
from tests import drawn

OFF = frozenset({date(2026, 11, 11), date(2026, 9, 14)})
NOVEMBER = date(2026, 11, 1)


def calendar(off: frozenset[date] = OFF) -> Calendar:
    own = drawn.terms().calendar({})
    return Calendar(own.zone, own.week, off)


def pattern(leads: dict[date, int], off: frozenset[date] = OFF) -> list[Fraction]:
    weigh = profile.weights("learnt weekdays", calendar(off), NOVEMBER, leads)
    return [weigh(day) for day in days(NOVEMBER, next_month(NOVEMBER))]


def test_a_working_day_weighs_one_and_any_other_day_nothing() -> None:
    weigh = profile.weights("working day", calendar(), NOVEMBER, {})
    assert [weigh(date(2026, 11, day)) for day in (6, 7, 8, 9, 11)] == [1, 0, 0, 1, 0]


def test_every_calendar_day_weighs_the_same() -> None:
    weigh = profile.weights("calendar day", calendar(), NOVEMBER, {})
    assert {weigh(day) for day in days(NOVEMBER, next_month(NOVEMBER))} == {1}


def test_a_learnt_pattern_without_history_is_the_working_week() -> None:
    learnt, plain = pattern({}), profile.weights("working day", calendar(), NOVEMBER, {})
    shares = delivery.shares(NOVEMBER, plain)
    weigh = dict(zip(days(NOVEMBER, next_month(NOVEMBER)), learnt, strict=True))
    assert delivery.shares(NOVEMBER, weigh.__getitem__) == shares


def test_a_learnt_weekday_is_its_usual_leads_and_its_part_of_twenty_pseudo_leads() -> None:
    mondays = {NOVEMBER - timedelta(days=6 + 7 * week): 30 for week in range(13)}
    saturdays = {day + timedelta(days=5): 13 for day in mondays}
    weigh = profile.weights("learnt weekdays", calendar(), NOVEMBER, mondays | saturdays)
    assert weigh(date(2026, 11, 2)) == 30 + Fraction(20, 65)
    assert weigh(date(2026, 11, 3)) == Fraction(20, 65)
    assert weigh(date(2026, 11, 7)) == 13  # no pseudo-leads on a closed day
    assert weigh(date(2026, 11, 11)) == 0  # a holiday


def test_a_holiday_in_the_history_does_not_make_its_weekday_weaker() -> None:
    leads = {day: 10 for day in days(NOVEMBER - profile.LEARNT_FROM, NOVEMBER) if day.weekday() < 5 and day not in OFF}
    weights = pattern(leads)
    assert set(weights) == {Fraction(0), 10 + Fraction(20, 65)}


def test_leads_from_before_thirteen_weeks_and_from_the_month_itself_teach_nothing() -> None:
    outside = {
        NOVEMBER - profile.LEARNT_FROM - timedelta(days=1): 500,
        NOVEMBER: 500,
        NOVEMBER + timedelta(days=1): 500,
    }
    assert pattern(outside) == pattern({})
    assert pattern({NOVEMBER - profile.LEARNT_FROM: 500}) != pattern({})


@given(st.dictionaries(st.dates(date(2026, 8, 2), date(2026, 10, 31)), st.integers(0, 90)))
def test_the_shares_of_a_learnt_month_rise_to_exactly_all_of_it(leads: dict[date, int]) -> None:
    weigh = profile.weights("learnt weekdays", calendar(), NOVEMBER, leads)
    shares = delivery.shares(NOVEMBER, weigh)
    assert shares[-1] == 1
    assert shares == sorted(shares)
