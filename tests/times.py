"""Instants, zones and calendars that tests share."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sla_dash.calendar import Calendar
from tests.golden_cases import DOCUMENT

ZONES = (
    "America/New_York",
    "Europe/Warsaw",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Pacific/Auckland",
    "UTC",
)
NINE_TO_FIVE = ((9 * 3600, 17 * 3600),)
instants = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30), timezones=st.just(UTC))


def golden_calendar(inputs: dict[str, Any]) -> Calendar:
    """Build the calendar that a golden case names."""
    minutes = DOCUMENT["meta"]["weeks"][inputs["week"]]
    week = tuple(tuple((a * 60, b * 60) for a, b in minutes.get(str(n), ())) for n in range(7))
    named = inputs["holidays"]
    return Calendar(
        ZoneInfo(inputs["tz"]),
        week,
        frozenset(map(date.fromisoformat, DOCUMENT["meta"]["holidays"].get(named, ()))),
        {date.fromisoformat(d): tuple((a * 60, b * 60) for a, b in v) for d, v in inputs["overrides"].items()},
    )


def instant(seconds: int) -> datetime:
    """Return the instant so many seconds after the epoch."""
    return datetime.fromtimestamp(seconds, UTC)


def naive(at: datetime) -> datetime:
    """Return an instant as the records hold it."""
    return at.astimezone(UTC).replace(tzinfo=None)


def stamp(seconds: int) -> str:
    """Write so many seconds after the epoch as a cell of a drawn table."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"
