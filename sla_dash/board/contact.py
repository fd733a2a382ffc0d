"""Whom sales contacted in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sla_dash.board.answer import answer
from sla_dash.board.frame import Kind, Part
from sla_dash.calendar import DAY, local_day, utc
from sla_dash.records import queries
from sla_dash.records.queries.bind import Span
from sla_dash.records.store import Asked
from sla_dash.rules import contact, hours, weeks
from sla_dash.rules.contact import InTime, Timed
from sla_dash.rules.hours import Hour
from sla_dash.rules.weeks import WEEK, Week

WEEKS = 13
"""Weeks of the trend."""


@dataclass(frozen=True)
class Contact(Part):
    """Sales' half of the board."""

    @answer
    def times(self) -> list[Timed]:
        """Leads whose clock started this month, by state and working minutes; none without touches."""
        return self._times(self.frame.month_edges)

    @answer
    def wall_times(self) -> list[Timed]:
        """The same leads by minutes of all time, nights and Sundays in."""
        return self._times(self.frame.month_edges, wall_clock=True)

    @answer
    def evidence(self) -> list[Timed]:
        """Leads of the last 90 days by state and working minutes."""
        return self._times(self.frame.evidence)

    @answer
    def promised(self) -> Fraction | None:
        """The share that was to be contacted in time of the leads of the last 90 days; None without a promise."""
        return contact.promised_share(self.evidence)

    @answer
    def lines(self) -> tuple[InTime, ...]:
        """Who was contacted in time among the leads whose clock started this month, the total last."""
        lines = [
            contact.in_time(_of(self.times, kind), *kind, self.agreed(kind))
            for kind in self.frame.kinds_of((row.stream, row.lead_type) for row in self.times)
        ]
        return (*lines, contact.total(self.times))

    @answer
    def wall_lines(self) -> tuple[InTime, ...]:
        """The same lines with the median and nine in ten of all time."""
        *lines, total = self.lines
        return (
            *(contact.spent(line, _of(self.wall_times, (line.stream, line.lead_type))) for line in lines),
            contact.spent(total, self.wall_times),
        )

    @answer
    def weeks(self) -> tuple[Week, ...]:
        """The share in time of the last weeks, the present one among them; all empty without touches."""
        frame, found = self.frame, []
        if frame.load.has_touches:
            found = queries.contact.weeks(frame.snapshot, self.weeks_span, frame.as_of, frame.clocks, frame.only)
        return weeks.one_by_one(found, self._first_week[0], WEEKS)

    @answer
    def hours(self) -> list[Hour]:
        """The leads of the last 90 days whose window is over, by weekday and hour; none without touches."""
        frame = self.frame
        if not frame.load.has_touches:
            return []
        found = queries.contact.hours(frame.snapshot, frame.evidence, frame.as_of, frame.clocks)
        return hours.together(hour for kind, hour in found if frame.on_screen(kind))

    def rows(self, span: Span) -> Asked:
        """Ask for the leads whose clock started in a span, one by one."""
        return queries.contact.rows(span, self.frame.as_of, self.frame.clocks, self.frame.only)

    @property
    def weeks_span(self) -> Span:
        """When the first week of the trend starts, and the last ends."""
        return self._first_week[1], self.frame.evidence[1]

    def agreed(self, kind: Kind) -> tuple[timedelta, Fraction] | None:
        """Return what the month's version promises to leads of a kind."""
        clause = self.frame.month_terms.lead_type(*kind)
        if clause is None or clause.respond_within is None or clause.respond_share is None:
            return None
        return clause.respond_within, Fraction(clause.respond_share)

    def _times(self, span: Span, *, wall_clock: bool = False) -> list[Timed]:
        frame = self.frame
        if not frame.load.has_touches:
            return []
        return queries.contact.contact_times(
            frame.snapshot, span, frame.as_of, frame.clocks, frame.agreements, frame.only, wall_clock=wall_clock
        )

    @property
    def _first_week(self) -> tuple[date, datetime]:
        """Return the Monday on which the trend begins, and its first instant."""
        zone = self.frame.now_terms.zone
        last = local_day(self.frame.evidence[1] - timedelta(seconds=1), zone)
        first = last - last.weekday() * DAY - (WEEKS - 1) * WEEK
        return first, utc(first, 0, zone)


def _of(rows: Sequence[Timed], kind: Kind) -> list[Timed]:
    return [row for row in rows if (row.stream, row.lead_type) == kind]
