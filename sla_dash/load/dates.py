"""Date formats, the names of months, and the readings of a date that has no format."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

ISO = "iso"
"""Stands among formats for ISO 8601, year first, with or without an offset."""
EPOCHS = {"epoch seconds": 1, "epoch milliseconds": 1000}
"""Formats of numbers since 1970 UTC, by how many make a second."""
DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
KNOWN = frozenset("aAbBdfHIjmMpSyYz%")
_NUMERIC = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\b")
_ORDERS = (("day", "month", "year"), ("month", "day", "year"), ("year", "month", "day"), ("year", "day", "month"))


def format_mistake(text: str) -> str | None:
    """Say what keeps a strptime format from naming one instant, or return None."""
    if text == ISO or text in EPOCHS:
        return None
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
    """Tell whether a format reads more than the day; of ISO 8601 each value says it."""
    return text in EPOCHS or not {"H", "I"}.isdisjoint(_directives(text))


def has_offset(text: str) -> bool:
    """Tell whether the values of a format say their offset from UTC; those of ISO 8601 may."""
    return text == ISO or text in EPOCHS or "z" in _directives(text)


def readings(text: str) -> tuple[str, ...]:
    """Say every date that text such as 03/04/2026 could mean, day first before month first; none if none."""
    match = _NUMERIC.match(text)
    if match is None:
        return ()
    return tuple(dict.fromkeys(_readings(match.groups())))


def epoch(text: str) -> tuple[str, str] | None:
    """Return the instant that a bare number of ten or thirteen digits could be, in words, and its format."""
    if not re.fullmatch(r"\d{10}|\d{13}", text):
        return None
    name = "epoch seconds" if len(text) == 10 else "epoch milliseconds"
    at = datetime.fromtimestamp(int(text) // EPOCHS[name], UTC)
    return f"{at.day} {MONTHS[at.month - 1]} {at:%Y %H:%M} UTC", name


def month_names(names: Sequence[str], format_: str) -> tuple[str, dict[str, str]] | None:
    """Return a pattern whose second group is the name of a month in a date, and what each name is to a strptime format.

    ``names`` run from the first month to the twelfth, once or several times over. None where there is nothing to
    translate: no names, or no name of a month in the format.
    """
    used = set(_directives(format_)) & {"b", "B"}
    if not names or not used:
        return None
    width = None if "B" in used else 3
    english = {name.lower(): MONTHS[place % len(MONTHS)][:width] for place, name in enumerate(names)}
    listed = "|".join(re.escape(name) for name in sorted(english, key=len, reverse=True))
    return rf"(?i)(^|[^\p{{L}}])({listed})($|[^\p{{L}}])", english


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
