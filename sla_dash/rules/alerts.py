"""Told before it is late: when an alert about a lead falls, and which one is to be told by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sla_dash.calendar import MICROSECOND, Calendar


def used(promise: timedelta, share: Fraction) -> timedelta:
    """Return the working time at which a share of a promise has passed: the first whole microsecond."""
    exact = share * (promise // MICROSECOND)
    return -(-exact.numerator // exact.denominator) * MICROSECOND


def falls_at(start: datetime, promise: timedelta, share: Fraction, calendar: Calendar) -> datetime | None:
    """Return the first instant at which a share of the promise of working time has passed since the clock's start.

    Where that uses up a day it is the day's closing time, not the next opening, and never at night. None if the
    schedule never opens long enough.
    """
    return calendar.deadline(start, used(promise, share))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a version's ladder, for one type of lead."""

    version: int
    stream: str
    lead_type: str
    share: Fraction
    used: timedelta
    """Working time at which it is reached, inclusive."""


def reached(
    start: datetime, now: datetime, promise: timedelta, ladder: Iterable[Fraction], calendar: Calendar
) -> Fraction | None:
    """Return the latest step of a ladder that has fallen by ``now``, inclusive; None before the first.

    The reference for the SQL that finds it for all leads.
    """
    every = ((share, falls_at(start, promise, share, calendar)) for share in ladder)
    return max((share for share, at in every if at is not None and at <= now), default=None)
