"""Past mornings of a board, replayed: what each said of its month, and how the month ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sla_dash.board.delivery import Delivery, Line
from sla_dash.board.frame import Frame, Kind
from sla_dash.calendar import DAY, days, month_of, next_month, utc
from sla_dash.records import queries
from sla_dash.rules.backtest import DAYS, Case
from sla_dash.statistics import forecast


def cases(frame: Frame) -> Iterator[Case]:
    """Yield what was forecast after 3, 7, 12 and 17 working days of every closed month with a target.

    Types of lead first and all of them last, morning by morning; a month is judged as ``frame`` sees it at its end.
    """
    for month in _closed_months(frame):
        closed = Delivery(replace(frame, month=month))
        actual = {_kind(line): line.so_far.counts.net for line in closed.lines}
        working = [day for day in days(month, next_month(month)) if frame.calendar(month).is_working_day(day)]
        for done in DAYS:
            if done > len(working):
                continue
            zone = frame.terms_of(month).zone
            # The first instant of the day after: the morning at which that working day is complete.
            morning = replace(frame, month=month, as_of=utc(working[done - 1] + DAY, 0, zone))
            for line in Delivery(morning).lines:
                so_far = line.so_far
                if so_far.target and line.forecast:
                    plain = forecast.run_rate(so_far.counts.net, morning.pace.share)
                    kind = _kind(line)
                    yield Case(month, done, kind, so_far.target, line.forecast, plain, actual[kind])


def _kind(line: Line) -> Kind | None:
    return None if line.so_far.total else line.kind


def _closed_months(frame: Frame) -> Iterator[date]:
    """Yield the months that are over and that an agreement governs, oldest first.

    The first month of the records is left out: they may begin in the middle of it.
    """
    held = queries.outcomes.months(frame.snapshot, frame.as_of)
    first = frame.agreements.versions[0].valid_from
    if not held:
        return
    month = max(next_month(min(one.month for one in held)), month_of(first))
    if month < first:
        month = next_month(month)
    while month < month_of(frame.today):
        yield month
        month = next_month(month)
