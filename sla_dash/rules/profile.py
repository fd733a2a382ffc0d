"""The profile of a month: how much of its target each day is due to bring."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from sla_dash.agreement import Profile
from sla_dash.calendar import Calendar, days

LEARNT_FROM = timedelta(weeks=13)
"""How far before a month its learnt pattern looks back."""
PSEUDO_LEADS = 20
"""How many leads the agreement's own working week weighs against those that were counted."""
Weights = Callable[[date], Fraction]


def weights(profile: Profile, calendar: Calendar, month: date, leads: Mapping[date, int]) -> Weights:
    """Return the weight of each day of a month.

    ``leads`` counts the leads of each day before ``month``, for the learnt pattern alone; what it holds from other
    days does not matter, so that the pattern of a month never changes while the month runs.
    """
    if profile == "calendar day":
        return lambda _: Fraction(1)
    if profile == "working day":
        return lambda day: Fraction(int(calendar.is_working_day(day)))
    pattern = learnt(calendar, month, leads)
    return lambda day: Fraction(0) if _is_off(calendar, day) else pattern[day.weekday()]


def learnt(calendar: Calendar, month: date, leads: Mapping[date, int]) -> tuple[Fraction, ...]:
    """Return the leads of a usual Monday to Sunday over the 13 weeks before ``month``, shrunk to the working week.

    Twenty pseudo-leads spread evenly over the working week are added to those counted: with no history the pattern is
    the working week itself. Holidays are left out on both sides of the division.
    """
    history = [day for day in days(month - LEARNT_FROM, month) if not _is_off(calendar, day)]
    every = sum(bool(intervals) for intervals in calendar.week) * LEARNT_FROM.days // 7
    pattern = []
    for weekday, intervals in enumerate(calendar.week):
        counted = [leads.get(day, 0) for day in history if day.weekday() == weekday]
        usual = Fraction(sum(counted), len(counted)) if counted else Fraction(0)
        pattern.append(usual + (Fraction(PSEUDO_LEADS, every) if intervals else 0))
    return tuple(pattern)


def _is_off(calendar: Calendar, day: date) -> bool:
    """Tell whether a day that its weekday would open is closed."""
    return bool(calendar.week[day.weekday()]) and not calendar.is_working_day(day)
