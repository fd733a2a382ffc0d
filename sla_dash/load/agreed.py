"""The agreement as tables: what the statements of the facts read beside the records."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, DAY_SECONDS, MICROSECOND, Calendar, days, local_day, utc
from sla_dash.errors import RecordsError
from sla_dash.load import holidays

SECOND = timedelta(seconds=1)
SECOND_US = SECOND // MICROSECOND
PIECES = 4
"""Open pieces of a UTC day that the working time table has room for."""
FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)

Row = tuple[object, ...]
Owner = tuple[str, str | None, str | None]
"""Name, team and time zone of somebody who owns leads; "" is nobody."""

TABLES = {
    "versions": """version integer, zone varchar, clock_start varchar, governs_from timestamp, governs_until timestamp,
        in_force_from timestamp, in_force_until timestamp""",
    "promises": "version integer, stream varchar, lead_type varchar, promise_us bigint",
    "milestones": "version integer, day integer, attempts integer",
    "required": "version integer, fields varchar[]",
    "holidays": "country varchar, subdivision varchar, day date, name varchar",
    "schedules": "version integer, owner varchar, schedule integer, working_day_us bigint",
    "worktime": "schedule integer, utc_day date, worked_before bigint, "
    + ", ".join(f"from_{n} bigint, to_{n} bigint" for n in range(1, PIECES + 1)),
    "local_days": """version integer, utc_day date, turns_at bigint, day_before date, day_after date, shifts_at bigint,
        offset_before bigint, offset_after bigint""",
}


def tables(
    agreements: Agreements, owners: Sequence[Owner], first: date, end: date
) -> Iterator[tuple[str, Sequence[Row]]]:
    """Yield each table of ``TABLES`` with its rows, which hold from the first day until the end, excluded.

    Raises ``RecordsError`` where the time zone of an owner is not known.
    """
    _refuse_unknown(owners)
    named = holidays.named(
        {key for terms in agreements.versions for key in terms.countries}, first.year - 1, end.year + 1
    )
    days_off = {key: frozenset(found) for key, found in named.items()}
    calendars: dict[int, Calendar] = {}
    schedules = [
        (terms.version, owner, _number(calendars, own), own.working_day // MICROSECOND)
        for terms in agreements.versions
        for owner, team, timezone in owners
        for own in [terms.calendar(days_off, owner, team, timezone)]
    ]
    yield "versions", _versions(agreements)
    yield "promises", _promises(agreements)
    yield "milestones", [(t.version, m.day, m.attempts) for t in agreements.versions for m in t.follow_up]
    yield "required", [(t.version, list(t.qualified.requires)) for t in agreements.versions if t.qualified]
    yield "holidays", [(*key, day, name) for key, found in named.items() for day, name in found.items()]
    yield "schedules", schedules
    yield "worktime", [row for n, one in calendars.items() for row in _worktime(n, one, first, end)]
    yield "local_days", [row for t in agreements.versions for row in _local_days(t, first, end)]


def naive(at: datetime) -> datetime:
    """Return an instant as the tables hold it: UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None)


def _refuse_unknown(owners: Sequence[Owner]) -> None:
    for owner, _, timezone in owners:
        try:
            ZoneInfo(timezone or "UTC")
        except (KeyError, ValueError, OSError):
            raise RecordsError(
                f"The time zone of rep {owner!r}, {timezone!r}, is not one that is known.",
                advice=(advice := "Write it like Europe/Warsaw in the records, or translate it in the mapping."),
                bare=("The time zone of a rep is not one that is known.", advice),
            ) from None


def _number(calendars: dict[int, Calendar], calendar: Calendar) -> int:
    """Return the number of an equal calendar that was seen before, or of this one as the next."""
    for number, known in calendars.items():
        if known == calendar:
            return number
    calendars[len(calendars)] = calendar
    return len(calendars) - 1


def _versions(agreements: Agreements) -> list[Row]:
    starts = [terms.starts_at for terms in agreements.versions]
    governs, ends = [FIRST, *starts[1:], LAST], [terms.ends_at or LAST for terms in agreements.versions]
    return [
        (terms.version, terms.zone.key, terms.clock_start, *map(naive, (*governs[n : n + 2], starts[n], ends[n])))
        for n, terms in enumerate(agreements.versions)
    ]


def _promises(agreements: Agreements) -> list[Row]:
    return [
        (terms.version, stream.name, lead_type.name, lead_type.respond_within // MICROSECOND)
        for terms in agreements.versions
        for stream in terms.streams
        for lead_type in stream.lead_types
        if lead_type.respond_within
    ]


def _worktime(schedule: int, calendar: Calendar, first: date, end: date) -> Iterable[Row]:
    for row in calendar.utc_days(first, end):
        if len(row.pieces) > PIECES:
            raise RecordsError(
                f"A schedule in {calendar.zone} is open {len(row.pieces)} times between two midnights of UTC.",
                advice=f"Join intervals of the working week so that there are at most {PIECES}.",
            )
        padded = [*row.pieces, *[(0, 0)] * (PIECES - len(row.pieces))]
        yield schedule, row.day, row.before * SECOND_US, *(second * SECOND_US for piece in padded for second in piece)


def _local_days(terms: Terms, first: date, end: date) -> Iterable[Row]:
    """Yield what is needed to tell the local time of each UTC day.

    The microsecond at which the local date turns, and the dates before and after it; the microsecond at which the
    offset from UTC shifts, and the offsets before and after it, in microseconds.
    """
    for day in days(first, end):
        midnight = datetime.combine(day, time(), UTC)
        before, after = (local_day(at, terms.zone) for at in (midnight, midnight + DAY - SECOND))
        turn = utc(after, 0, terms.zone) if after != before else midnight
        shift = _shift(midnight, terms.zone), *(_offset(at, terms.zone) for at in (midnight, midnight + DAY - SECOND))
        yield terms.version, day, (turn - midnight) // MICROSECOND, before, after, *(one * SECOND_US for one in shift)


def _shift(midnight: datetime, zone: ZoneInfo) -> int:
    """Return the first second of a UTC day with the offset that the day ends with."""
    last = _offset(midnight + DAY - SECOND, zone)
    if _offset(midnight, zone) == last:
        return 0
    return bisect_left(range(DAY_SECONDS), True, key=lambda second: _offset(midnight + second * SECOND, zone) == last)


def _offset(at: datetime, zone: ZoneInfo) -> int:
    """Return the seconds that local time is ahead of UTC at an instant."""
    return int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds())
