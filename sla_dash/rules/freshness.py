"""Whether records are fresh enough to judge by."""

from datetime import date, datetime, timedelta

from sla_dash.calendar import DAY, MICROSECOND, NO_DEADLINE_AFTER, Calendar, local_day, utc

OLD = timedelta(days=1)
"""Records that end this long before the stand-up say so."""


def stale_since(latest: datetime, as_of: datetime, calendar: Calendar, after: timedelta | None) -> datetime | None:
    """Return the instant of the newest record where it is too old to judge by, else None.

    It is too old once more than ``after`` of working time has passed since; with ``after`` None, once it lies before
    the first instant of the last working day before today, so that nothing of that day came in. Exactly there it is
    not. A newest record after ``as_of`` is never too old.
    """
    if after is not None:
        over = calendar.deadline(latest, after + MICROSECOND)
        return latest if over is not None and over <= as_of else None
    before = last_working_day(local_day(as_of, calendar.zone), calendar)
    return latest if before is not None and latest < utc(before, 0, calendar.zone) else None


def last_working_day(today: date, calendar: Calendar) -> date | None:
    """Return the last working day before ``today``; None where there was none for years."""
    every = (today - n * DAY for n in range(1, NO_DEADLINE_AFTER))
    return next((day for day in every if calendar.is_working_day(day)), None)
