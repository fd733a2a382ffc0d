"""What the values of an agreement may be: times, amounts and shares as people write them, checked one by one."""

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from sla_dash import clock
from sla_dash.calendar import DAY_SECONDS, Interval

MOST_INTERVALS = 3
MOST_MONEY, MOST_LEADS, DECIMALS = 10**12, 10**7, 30
"""What no agreement exceeds: beyond, a slip of the pen is likelier, and numbers would not fit the screen."""
LONGEST = 200
"""Characters of a name."""
LONGEST_CURRENCY = 8
RESERVED = ("all", "(none)", "(unassigned)", "(assigned late)")
"""Names by which the board calls all, and what has none."""


def seen(value: object) -> str:
    """Write what somebody wrote, so that it is found again."""
    return str(value) if isinstance(value, Decimal) else repr(value)[:60]


def is_zone(name: str) -> bool:
    """Tell whether a time zone has this name."""
    try:
        return ZoneInfo(name) is not None
    except (ValueError, OSError, KeyError):
        return False


def _zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError(f"{name!r} is not a time zone: write one like Europe/Warsaw")
    return name


def _interval(text: object) -> object:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)", text) if isinstance(text, str) else None
    if not found:
        plain = re.sub(r"\s*[-–—−]\s*", "-", text).replace(".", ":") if isinstance(text, str) else ""
        like = plain if re.fullmatch(r"\d{1,2}:\d\d-\d{1,2}:\d\d", plain) else "09:00-17:30"
        raise ValueError(f'{seen(text)} is not an interval: write it like "{like}"')
    hour, minute, to_hour, to_minute = map(int, found.groups())
    start, end = hour * 3600 + minute * 60, to_hour * 3600 + to_minute * 60
    if hour > 23 or to_hour > 24 or minute > 59 or to_minute > 59 or end > DAY_SECONDS or start == end:
        raise ValueError(f"{seen(text)} is not an interval of a day: hours are 00:00 to 24:00")
    return start, end if end > start else end + DAY_SECONDS


def _intervals(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if len(intervals) > MOST_INTERVALS:
        raise ValueError(f"has {len(intervals)} intervals: at most {MOST_INTERVALS} a day are counted")
    ordered = tuple(sorted(intervals))
    if any(second[0] < first[1] for first, second in pairwise(ordered)):
        raise ValueError("has intervals that overlap")
    return ordered


def _duration(text: object) -> object:
    found = re.fullmatch(r"(?:(\d{1,3})\s*h)?\s*(?:(\d{1,4})\s*min)?", text) if isinstance(text, str) else None
    if not found or not any(found.groups()):
        raise ValueError(f'{seen(text)} is not a working time: write it like "4h", "30min" or "1h30min", up to "999h"')
    hours, minutes = (int(part or 0) for part in found.groups())
    if not hours and not minutes:
        raise ValueError("is zero: nobody can answer in no time at all")
    return timedelta(hours=hours, minutes=minutes)


def _day(day: date) -> date:
    if not clock.FIRST_YEAR <= day.year <= clock.LAST_YEAR:
        raise ValueError(f"{day} is too far away: write a day from {clock.FIRST_YEAR} to {clock.LAST_YEAR}")
    return day


def _name(name: str) -> str:
    if not name.strip() or name in RESERVED:
        raise ValueError(f"{name!r} cannot be a name: write the one that the records have")
    if re.search("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\u2028\u2029]", name) or name != name.strip():
        raise ValueError(f"{name!r} cannot be a name: write one line, without spaces around it")
    return name


def is_name(name: str | None) -> bool:
    """Tell whether an agreement can call something by this name."""
    try:
        return name is not None and len(name) <= LONGEST and _name(name) == name
    except ValueError:
        return False


def _sentence(text: str) -> str:
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\u2028\u2029]", text):
        raise ValueError("holds characters that cannot be seen: write it anew")
    return text


def _thousands(amount: Decimal) -> Decimal:
    """Refuse an amount with three decimals: whoever writes 200.000 means two hundred thousand more often than not."""
    whole, _, decimals = str(amount).partition(".")
    if len(decimals) == len("000") and len(whole) <= len("000"):
        raise ValueError(f"{amount} can be read in two ways: write {whole}_{decimals}, or {amount:.2f}")
    return amount


def _by_month(value: object) -> object:
    if not isinstance(value, dict):
        return {None: value}
    months: dict[date | None, object] = {}
    for key, amount in value.items():
        if not re.fullmatch(r"(19[7-9]|20\d)\d-(0[1-9]|1[0-2])", key):
            raise ValueError(f'{key!r} is not a month: write it like "2026-11"')
        months[date.fromisoformat(f"{key}-01")] = amount
    return months


class As(StrEnum):
    """How people write a value, outside a file."""

    TEXT = "text"
    SENTENCE = "a sentence or more"
    CHOICE = "one of these"
    SHARE = "per cent"
    NUMBER = "a number"
    MONTHLY = "a number, or one a line by month: 2026-11: 210,000"
    DURATION = "working time, like 4h or 1h30min"
    DAY = "a day, like 2026-10-01"
    CLOCK = "a time of day, like 09:00"
    HOURS = "when it is open, like 09:00-12:30, 13:00-17:30; nothing where it is closed"
    LINES = "one a line"
    WORDS = "one a line, like word: what it means"
    NUMBERS = "one a line, like name: 2"
    DAYS = "one a line, like 2026-12-24: closed, or 2026-12-31: 09:00-13:00"
    CADENCE = "one a line, like 3 by day 14"
    SERIES = "whole numbers in their order, like 2, 3, 3, 5, 2"


Zone = Annotated[str, AfterValidator(_zone)]
DayIntervals = Annotated[
    tuple[Annotated[tuple[int, int], BeforeValidator(_interval)], ...], AfterValidator(_intervals), As.HOURS
]
Duration = Annotated[timedelta, BeforeValidator(_duration), As.DURATION]
Day = Annotated[date, AfterValidator(_day), As.DAY]
Name = Annotated[str, Field(max_length=LONGEST), AfterValidator(_name)]
Sentence = Annotated[str, Field(max_length=4000), AfterValidator(_sentence), As.SENTENCE]
"""What people wrote; shown as it is."""
Weight = Annotated[Decimal, Field(gt=0, le=1000, decimal_places=DECIMALS)]
Rate = Annotated[Decimal, Field(ge=Decimal("0.0001"), le=1, decimal_places=DECIMALS), As.SHARE]
Money = Annotated[Decimal, Field(ge=0, le=MOST_MONEY, decimal_places=DECIMALS), AfterValidator(_thousands)]
Price = Annotated[
    Decimal, Field(ge=Decimal("0.01"), le=MOST_MONEY, decimal_places=DECIMALS), AfterValidator(_thousands)
]
Count = Annotated[int, Field(gt=0, le=MOST_LEADS)]
Monthly = Annotated[dict[date | None, Money], BeforeValidator(_by_month), As.MONTHLY]
"""Amount by first day of the month; the key None holds for every month that has no entry of its own."""
MonthlyCount = Annotated[
    dict[date | None, Annotated[int, Field(ge=0, le=MOST_LEADS)]], BeforeValidator(_by_month), As.MONTHLY
]
