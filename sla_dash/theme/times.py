"""How days, instants and stretches of time are written."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla_dash.theme.numbers import ABSENT

__all__ = [
    "age",
    "day",
    "day_and_time",
    "duration",
    "full_day",
    "full_day_and_time",
    "long_ago",
    "months",
    "wait",
    "weekday_and_time",
]


def months(found: Sequence[date]) -> str:
    """Write months that follow each other: Nov 2026, Sep–Nov 2026, Dec 2025–Feb 2026."""
    if not found:
        return ABSENT
    first, last = min(found), max(found)
    if first == last:
        return f"{last:%b %Y}"
    return f"{first:%b}–{last:%b %Y}" if first.year == last.year else f"{first:%b %Y}–{last:%b %Y}"


def duration(value: timedelta | None) -> str:
    """Write working time in its two largest units: 45 min, 4 h, 26 h 30 min."""
    if value is None:
        return "not reached"
    minutes = round(value.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def day(value: date) -> str:
    """Write a day: Thu 12 Nov."""
    return f"{value:%a} {value.day} {value:%b}"


def age(value: timedelta) -> str:
    """Write time by the clock on the wall in its largest unit or two: 40 min, 5 h, 2 d 5 h, 12 d."""
    hours = int(value.total_seconds() // 3600)
    if hours < 1:
        return f"{int(value.total_seconds() // 60)} min"
    days, rest = divmod(hours, 24)
    if not days:
        return f"{hours} h"
    return f"{days} d {rest} h" if days < 7 and rest else f"{days:,} d"


def wait(value: timedelta | None) -> str:
    """Write a wait by the clock on the wall: 3 d 5 h, 2 h."""
    return "not reached" if value is None else age(value)


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant as the people at the stand-up say it: Fri 20 Nov 09:00."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def long_ago(at: datetime, zone: ZoneInfo) -> str:
    """Write a day that may be long ago: 21 Nov 2025."""
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %Y}"


def full_day(value: date) -> str:
    """Write a day of any year, as a document does: 1 October 2026."""
    return f"{value.day} {value:%B %Y}"


def full_day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant of any year, as a document does: 28 September 2026, 10:00."""
    local = at.astimezone(zone)
    return f"{full_day(local.date())}, {local:%H:%M}"


def weekday_and_time(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant of the coming days: Fri 09:00."""
    return f"{at.astimezone(zone):%a %H:%M}"
