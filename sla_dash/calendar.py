"""Days, months and working time of one schedule, exact to the microsecond and over clock changes.

Everything here is pure. Local wall time becomes UTC in ``utc`` alone, with ``fold=0``: an ambiguous time is
the first of the two, a time inside a gap keeps the offset from before it (PEP 495).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
DAY_SECONDS = 86_400
MICROSECOND = timedelta(microseconds=1)
"""The unit in which SQL compares durations: ``duration // MICROSECOND``."""
NO_TIME = timedelta()
NO_DEADLINE_AFTER = 3_660
"""Days to look ahead for an open second before a schedule is taken to have none."""

Interval = tuple[int, int]
"""Seconds of the local day, end excluded; an end above 86,400 runs past midnight."""


def utc(day: date, second: int, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock second counted from local midnight of ``day``."""
    wall = datetime.combine(day, time()) + timedelta(seconds=second)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day on which the instant falls in ``zone``."""
    return at.astimezone(zone).date()


def month_of(day: date) -> date:
    """Return the first day of the month: the way a month is written everywhere in this project."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def previous_month(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - DAY).replace(day=1)


def days(first: date, end: date) -> list[date]:
    """Return every day from ``first`` up to ``end``, which is excluded."""
    return [first + timedelta(days=n) for n in range((end - first).days)]


@dataclass(frozen=True, slots=True)
class UtcDay:
    """The working time of one schedule within one UTC day."""

    day: date
    before: int
    """Working seconds from the first day asked for until this UTC midnight."""
    pieces: tuple[Interval, ...]
    """Open seconds of this UTC day, in order, never touching."""


@dataclass(frozen=True)
class Calendar:
    """When one schedule is open: a week of local intervals, less holidays, as overridden by day."""

    zone: ZoneInfo
    week: tuple[tuple[Interval, ...], ...]
    """Seven entries, Monday first."""
    holidays: frozenset[date] = frozenset()
    overrides: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    """The whole of what is open on a day; wins over the week and over a holiday."""

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """Return what is open on a local day; an interval past midnight belongs to the day it starts on."""
        if day in self.overrides:
            return self.overrides[day]
        return () if day in self.holidays else self.week[day.weekday()]

    @property
    def working_day(self) -> timedelta:
        """What is open on the longest day of the week."""
        return timedelta(seconds=max(sum(end - start for start, end in day) for day in self.week))

    def is_working_day(self, day: date) -> bool:
        """Tell whether anything is open on the local day."""
        return bool(self.intervals(day))

    def working_days(self, first: date, end: date) -> int:
        """Count the working days from ``first`` up to ``end``, which is excluded."""
        return sum(self.is_working_day(day) for day in days(first, end))

    def open_spans(self, first: date, end: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the open spans of the local days from ``first`` up to ``end``, in order, merged where they touch."""
        held: tuple[datetime, datetime] | None = None
        for day in days(first, end):
            for start, stop in sorted(self.intervals(day)):
                opens, closes = utc(day, start, self.zone), utc(day, stop, self.zone)
                if closes <= opens:  # the clock jumped over it
                    continue
                if held and opens <= held[1]:
                    held = held[0], max(held[1], closes)
                    continue
                if held:
                    yield held
                held = opens, closes
        if held:
            yield held

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Sum the open time between two instants, exactly; zero when the end is not after the start."""
        first = local_day(start, self.zone) - DAY  # yesterday's night shift may still be on
        spans = self.open_spans(first, local_day(end, self.zone) + DAY)
        return sum((max(NO_TIME, min(closes, end) - max(opens, start)) for opens, closes in spans), NO_TIME)

    def deadline(self, start: datetime, promise: timedelta) -> datetime | None:
        """Return the first instant at which ``promise`` of working time has passed since ``start``.

        A deadline that uses up a day lands on its closing time, not on the next opening. None if the schedule
        never opens long enough.
        """
        left = promise
        day = local_day(start, self.zone) - DAY
        for opens, closes in self.open_spans(day, day + NO_DEADLINE_AFTER * DAY):
            span = closes - max(opens, start)
            if span >= left and closes > start:
                return max(opens, start) + left
            left -= max(span, NO_TIME)
        return None

    def utc_days(self, first: date, end: date) -> Iterator[UtcDay]:
        """Yield one row a UTC day from ``first`` up to ``end``, so that working time becomes two look-ups.

        Working seconds up to an instant of a day are ``before`` plus what its pieces hold up to then; between two
        instants they are the difference.
        """
        by_day: dict[date, list[Interval]] = {}
        for opens, closes in self.open_spans(first - DAY, end + DAY):
            day = opens.date()
            while day <= (closes - MICROSECOND).date():
                midnight = datetime.combine(day, time(), UTC)
                piece = (
                    max(0, int((opens - midnight).total_seconds())),
                    min(DAY_SECONDS, int((closes - midnight).total_seconds())),
                )
                by_day.setdefault(day, []).append(piece)
                day += DAY
        before = 0
        for day in days(first, end):
            pieces = tuple(by_day.get(day, ()))
            yield UtcDay(day, before, pieces)
            before += sum(stop - start for start, stop in pieces)
