"""Date formats and the readings of a date that has none."""

import re
from collections.abc import Iterator
from datetime import date

DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
KNOWN = frozenset("aAbBdfHIjmMpSyYz%")
_NUMERIC = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\b")
_ORDERS = (("day", "month", "year"), ("month", "day", "year"), ("year", "month", "day"), ("year", "day", "month"))


def format_mistake(text: str) -> str | None:
    """Say what keeps a strptime format from naming one instant, or return None."""
    found = _directives(text)
    unknown = [directive for directive in found if directive not in KNOWN]
    used = set(found)
    if unknown:
        return f"uses %{unknown[0]}, which is not one of {' '.join('%' + letter for letter in sorted(KNOWN))}"
    if len(found) != len(used):
        return "names one part twice"
    if not used & {"Y", "y"}:
        return "has no year (%Y)"
    if "j" not in used and not ("d" in used and used & set("mbB")):
        return "has no day and month (%d, %m)"
    if ("I" in used) != ("p" in used):
        return "needs %I and %p together: a twelve-hour clock without AM or PM is half a guess"
    if "M" in used and not used & {"H", "I"}:
        return "has minutes without hours"
    return None


def has_hour(text: str) -> bool:
    """Tell whether a strptime format reads more than the day."""
    return not {"H", "I"}.isdisjoint(_directives(text))


def has_offset(text: str) -> bool:
    """Tell whether the values of a strptime format say their offset from UTC."""
    return "z" in _directives(text)


def readings(text: str) -> tuple[str, ...]:
    """Say every date that text such as 03/04/2026 could mean, day first before month first; none if none."""
    match = _NUMERIC.match(text)
    if match is None:
        return ()
    return tuple(dict.fromkeys(_readings(match.groups())))


def _directives(text: str) -> list[str]:
    return [directive.removeprefix("-") for directive in DIRECTIVE.findall(text)]


def _readings(parts: tuple[str, ...]) -> Iterator[str]:
    for order in _ORDERS:
        named = dict(zip(order, parts, strict=True))
        if len(named["year"]) not in (2, 4) or len(named["day"]) > 2 or len(named["month"]) > 2:
            continue
        year = int(named["year"]) + (0 if len(named["year"]) == 4 else 2000)
        try:
            day = date(year, int(named["month"]), int(named["day"]))
        except ValueError:
            continue
        yield f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
