"""Local time to UTC, exactly as ``zoneinfo`` with ``fold=0`` has it, as a table that SQL can join."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

DAY = timedelta(days=1)


class Day(NamedTuple):
    """The offset from UTC of one local day."""

    day: date
    seconds: int
    """Offset east of UTC from midnight on."""
    change_at: datetime | None
    """Local time from which ``later`` holds: after a gap, or after the second pass of a repeated hour."""
    later: int | None
    ends_at: datetime
    """The midnight after it, in UTC."""


def days(zone: ZoneInfo, first: date, last: date) -> Iterator[Day]:
    """Yield every local day from first to last, both included.

    A time that occurs twice is the first of the two, and one that is skipped keeps the offset before
    the gap (``fold=0``), so within a day the offset is a step that can be found by halving.
    """
    day = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - a local time; its offset is the question
    offset = _offset(day, zone)
    while day.date() <= last:
        following = day + DAY
        later = _offset(following, zone)
        at_end = _offset(following - timedelta(seconds=1), zone)
        change_at = None if at_end == offset else _step(day, following, offset, zone)
        ends_at = following - timedelta(seconds=later)
        yield Day(day.date(), offset, change_at, None if change_at is None else at_end, ends_at)
        day, offset = following, later


@lru_cache(maxsize=16)
def columns(zone: ZoneInfo, first: date, last: date) -> dict[str, npt.NDArray[np.generic]]:
    """Return the same days as columns that DuckDB reads."""
    found = list(days(zone, first, last))
    return {
        "day": np.array([day.day for day in found], dtype="datetime64[us]"),
        "seconds": np.array([day.seconds for day in found], dtype=np.int32),
        "change_at": np.array([day.change_at for day in found], dtype="datetime64[us]"),
        "later": np.array([day.later or 0 for day in found], dtype=np.int32),
        "ends_at": np.array([day.ends_at for day in found], dtype="datetime64[us]"),
    }


def _offset(local: datetime, zone: ZoneInfo) -> int:
    offset = local.replace(tzinfo=zone, fold=0).utcoffset()
    if offset is None:
        raise AssertionError("a ZoneInfo always has an offset")
    return int(offset.total_seconds())


def _step(low: datetime, high: datetime, before: int, zone: ZoneInfo) -> datetime:
    """Find the first second of the day at which the offset is no longer the one at midnight."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _offset(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high
