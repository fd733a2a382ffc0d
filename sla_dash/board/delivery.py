"""What marketing handed over, judged against the month's version of the agreement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from sla_dash import delivery, demand, forecast, queries
from sla_dash.board.frame import Frame, Kind
from sla_dash.calendar import DAY, days, next_month, utc
from sla_dash.delivery import Counts, MonthToDate
from sla_dash.forecast import Forecast
from sla_dash.queries.delivery import DayCount

NOISE_DAYS = 90
"""How far back the noise of daily counts is learnt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the delivery table, and where its month will land."""

    so_far: MonthToDate
    forecast: Forecast | None
    """None without a target, and for a month that is over."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the month: what was due by its end, and what had been delivered."""

    day: date
    net: int
    delivered: int | None
    """Net leads from the first of the month to the end of this day; None for days that are not complete."""
    expected: Fraction | None


@dataclass(frozen=True)
class Delivery:
    """Marketing's half of the board."""

    frame: Frame

    @property
    def tolerance(self) -> Fraction:
        """Half the width of the band, as a share of what is expected."""
        return Fraction(self.frame.month_terms.tolerance)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What was handed over this month, type by type in the agreement's order, the total last."""
        frame, counted = self.frame, self.by_day
        targets: dict[Kind, demand.Target] = {(t.stream, t.lead_type): t for t in frame.targets}
        lines = []
        for kind in frame.kinds_of((row.stream, row.lead_type) for row in counted if row.day >= frame.month):
            rows = [row for row in counted if (row.stream, row.lead_type) == kind]
            target = targets.get(kind)
            lines.append(
                delivery.month_to_date(
                    *kind,
                    self._counts(rows),
                    target.leads if target else None,
                    target.lead_value if target else None,
                    frame.pace,
                    self._overdispersion(rows),
                    self.tolerance,
                )
            )
        lines.append(delivery.total(lines, frame.pace, self._overdispersion(counted), self.tolerance))
        return tuple(self._landing(line) for line in lines)

    @property
    def days(self) -> tuple[DayLine, ...]:
        """Every day of the month on screen with its leads, for the pacing chart."""
        frame = self.frame
        target = sum(t.leads or 0 for t in frame.targets) or None
        lines, delivered = [], 0
        for day in days(frame.month, next_month(frame.month)):
            net = sum(row.net for row in self.by_day if row.day == day)
            delivered += net
            share = delivery.pace(frame.month, day + DAY, frame.weight).share
            lines.append(
                DayLine(day, net, delivered if day < frame.today else None, target * share if target else None)
            )
        return tuple(lines)

    @cached_property
    def by_day(self) -> list[DayCount]:
        """Leads of every type by day, over the month on screen and the days that its noise is learnt from."""
        frame = self.frame
        starts_at, ends_at = frame.month_edges
        learnt_from = utc(min(frame.month, frame.today - NOISE_DAYS * DAY), 0, frame.month_terms.zone)
        found = queries.delivery.leads_by_day(frame.snapshot, (min(starts_at, learnt_from), ends_at), frame.as_of)
        return [row for row in found if frame.on_screen((row.stream, row.lead_type))]

    def _counts(self, rows: Sequence[DayCount]) -> Counts:
        month, today = self.frame.month, self.frame.today
        done = [row for row in rows if month <= row.day < today]
        return Counts(
            sum(row.gross for row in done),
            sum(row.rejected for row in done),
            sum(row.net for row in rows if row.day == today and row.day >= month),
        )

    def _overdispersion(self, rows: Sequence[DayCount]) -> float:
        end = min(self.frame.today, next_month(self.frame.month))
        learnt: dict[date, int] = {}
        for row in rows:
            if end - NOISE_DAYS * DAY <= row.day < end:
                learnt[row.day] = learnt.get(row.day, 0) + row.gross
        history = days(min(learnt), end) if learnt else []
        weights = [self.frame.weight(day) for day in history]
        return delivery.overdispersion([learnt.get(day, 0) for day in history], weights)

    def _landing(self, line: MonthToDate) -> Line:
        """Add the forecast; a closed month has none, and its verdict is the bare band."""
        if self.frame.month_is_over:
            return Line(replace(line, could_be_chance=False, value_could_be_chance=False), None)
        share = self.frame.pace.share
        return Line(line, forecast.month_end(line.counts.net, share, line.target, line.overdispersion, self.tolerance))
