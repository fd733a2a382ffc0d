"""What marketing handed over in the month on screen, judged against its version of the agreement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from sla_dash.board.answer import answer, answers
from sla_dash.board.frame import Kind, Part
from sla_dash.board.past import Past
from sla_dash.calendar import DAY, days, next_month, previous_month, utc
from sla_dash.records import queries
from sla_dash.records.queries.bind import Span
from sla_dash.records.queries.delivery import DayCount, LeftOut, Rejection
from sla_dash.rules import delivery, remedy
from sla_dash.rules.delivery import Counts, Exact, Judged, MonthToDate
from sla_dash.rules.remedy import Needed
from sla_dash.statistics import forecast, pace
from sla_dash.statistics.forecast import Forecast, Valued
from sla_dash.statistics.mixture import Mixture

NOISE_DAYS = 90
"""How far back the noise of daily counts is learnt, and what a good day brings."""
MONTHS_BEFORE = 12
"""Closed months that a month is shown with."""
Measure = Literal["leads", "value"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the delivery table: where it stands, where it will land, what it needs."""

    so_far: MonthToDate
    forecast: Forecast | None
    """None without a target, and for a month that is over."""
    value_forecast: Forecast | None
    needed: Needed | None
    """None without a target."""
    usual_best: int | None
    """Leads that 19 of 20 past working days did not exceed; None under 30 of them."""
    rest: Mixture | None = field(repr=False, compare=False)
    """What is still to come; None where nothing is, and without a target."""

    @property
    def kind(self) -> Kind:
        """Stream and lead type; two None for the total."""
        return self.so_far.stream, self.so_far.lead_type

    def judged(self, measure: Measure) -> Judged:
        """Return where the line stands in leads or in value."""
        so_far = self.so_far
        if measure == "leads":
            counted = so_far.counts.net, so_far.expected, so_far.target, so_far.standing, so_far.could_be_chance
            return Judged(*counted)
        return Judged(
            so_far.value_delivered or 0,
            so_far.value_expected,
            so_far.value_target,
            so_far.value_standing,
            so_far.value_could_be_chance,
        )

    def has(self, measure: Measure) -> bool:
        """Tell whether there is anything to show: something promised, or something delivered."""
        judged = self.judged(measure)
        return judged.target is not None or judged.delivered > 0

    def out_of_reach(self, each_day: Fraction | None) -> bool:
        """Tell whether so many leads a day are more than can be counted on."""
        return each_day is not None and self.usual_best is not None and each_day > self.usual_best


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the month: what was due by its end, and what had been delivered."""

    day: date
    delivered: Exact | None
    """From the first of the month to the end of this day, net; None for days that are not complete."""
    expected: Fraction | None


@dataclass(frozen=True, slots=True)
class Course:
    """A month day by day, in leads or in their value, for one type of lead or for all."""

    stream: str | None
    lead_type: str | None
    total: bool
    judged: Judged
    days: tuple[DayLine, ...]
    today: Exact
    """Of the day that is not complete."""
    forecast: Forecast | None
    run_rate: Fraction | None
    seasonal: Fraction | None
    """Where the month ends if it goes on as it began, or as the closed months before it went on; None when over."""


@dataclass(frozen=True)
class Delivery(Part):
    """Marketing's half of the board."""

    @property
    def tolerance(self) -> Fraction:
        """Half the width of the range, as a share of what is expected."""
        return Fraction(self.frame.month_terms.tolerance)

    @answer
    def lines(self) -> tuple[Line, ...]:
        """What was handed over this month, type by type in the agreement's order, the total last."""
        frame = self.frame
        found: list[Line] = []
        for kind in frame.kinds_of(row.kind for row in self.by_day if row.day >= frame.month):
            rows = [row for row in self.by_day if row.kind == kind]
            target = frame.target_of(frame.month, kind)
            so_far = delivery.month_to_date(
                *kind,
                self._counts(rows),
                target.leads if target else None,
                target.lead_value if target else None,
                frame.pace,
                self._overdispersion(rows),
                self.tolerance,
            )
            found.append(self._line(so_far, rows, []))
        phi = self._overdispersion(self.by_day)
        total = delivery.total([line.so_far for line in found], frame.pace, phi, self.tolerance)
        return (*found, self._line(total, self.by_day, found))

    @answers
    def course(self, line: Line, measure: Measure = "leads") -> Course:
        """Follow one line of the table through its month, day by day."""
        frame, total = self.frame, line.so_far.total
        judged, by_day = line.judged(measure), self._by_day(line, measure)
        done, course = Fraction(0), []
        shares = delivery.shares(frame.month, frame.weights(frame.month))
        for day, share in zip(days(frame.month, next_month(frame.month)), shares, strict=True):
            done += by_day.get(day, 0)
            due = None if judged.target is None else judged.target * share
            course.append(DayLine(day, done if day < frame.today else None, due))
        goes_on = not frame.month_is_over
        went_on = self._past.went_on(None if total else line.kind, self._worth(measure))
        return Course(
            *line.kind,
            total=total,
            judged=judged,
            days=tuple(course),
            today=by_day.get(frame.today, 0) if frame.today >= frame.month else 0,
            forecast=line.forecast if measure == "leads" else line.value_forecast,
            run_rate=forecast.run_rate(judged.delivered, frame.pace.share) if goes_on else None,
            seasonal=forecast.seasonal(judged.delivered, list(went_on)) if goes_on else None,
        )

    @answers
    def courses(self, measure: Measure) -> tuple[Course, ...]:
        """Follow every type of lead of which there is something to show."""
        return tuple(self.course(line, measure) for line in self.lines[:-1] if line.has(measure))

    @answer
    def left_out(self) -> LeftOut:
        """Hand-offs of the month by whether they count, today's included."""
        frame = self.frame
        return queries.delivery.left_out(frame.snapshot, frame.month_edges, frame.as_of, frame.only)

    @answer
    def rejections(self) -> list[Rejection]:
        """Why leads of the month were rejected, all reasons together last; empty without any."""
        frame = self.frame
        return queries.delivery.rejections(frame.snapshot, frame.month_edges, frame.as_of, frame.only)

    @property
    def rejected(self) -> tuple[int, int]:
        """How many leads of the month sales rejected, of how many handed over, today's among them."""
        return self.rejections[-1].leads if self.rejections else 0, self.left_out.counted

    @answer
    def by_day(self) -> list[DayCount]:
        """Leads of every type by day, over the month on screen and the days that its noise is learnt from."""
        first = min(self.frame.month, self.frame.today - NOISE_DAYS * DAY)
        return [row for row in self.history if row.day >= first]

    @answer
    def history(self) -> list[DayCount]:
        """Leads of every type by day, over the month on screen and the closed months before it."""
        frame = self.frame
        every = frame.leads_by_day(self.months_before[0], next_month(frame.month))
        return [row for row in every if frame.on_screen(row.kind)]

    @property
    def history_span(self) -> Span:
        """The instants between which the history lies."""
        return utc(self.months_before[0], 0, self.frame.month_terms.zone), self.frame.month_edges[1]

    @answer
    def months_before(self) -> tuple[date, ...]:
        """The closed months that the month on screen is shown with, oldest first."""
        months = [previous_month(self.frame.month)]
        while len(months) < MONTHS_BEFORE:
            months.append(previous_month(months[-1]))
        return tuple(reversed(months))

    @answer
    def working_days(self) -> list[date]:
        """The working days that a good day is learnt from."""
        end = min(self.frame.today, next_month(self.frame.month))
        calendar = self.frame.calendar(self.frame.month)
        return [day for day in days(end - NOISE_DAYS * DAY, end) if calendar.is_working_day(day)]

    @answer
    def _past(self) -> Past:
        return Past(self.frame, self.months_before, self.history)

    def _by_day(self, line: Line, measure: Measure) -> Mapping[date, Exact]:
        """Sum the net leads of a line, or their value, by day."""
        worth, found = self._worth(measure), dict[date, Exact]()
        for row in self.by_day:
            if line.so_far.total or row.kind == line.kind:
                found[row.day] = found.get(row.day, 0) + row.net * worth(row.kind)
        return found

    def _worth(self, measure: Measure) -> Callable[[Kind], Exact]:
        """Return what a lead of each kind counts for."""
        return self._lead_value if measure == "value" else lambda _: 1

    def _lead_value(self, kind: Kind) -> Fraction:
        target = self.frame.target_of(self.frame.month, kind)
        return (target and target.lead_value) or Fraction(0)

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
        weigh = self.frame.weights(self.frame.month)
        return delivery.overdispersion([learnt.get(day, 0) for day in history], [weigh(day) for day in history])

    def _line(self, so_far: MonthToDate, rows: Sequence[DayCount], types: Sequence[Line]) -> Line:
        """Add what follows from where a line stands; a closed month has no forecast, and the bare band's verdict."""
        frame, n = self.frame, so_far.counts.net
        needed = remedy.needed(n, so_far.target, frame.pace.left, self.tolerance)
        best = self._usual_best(rows)
        if frame.month_is_over:
            bare = replace(so_far, could_be_chance=False, value_could_be_chance=False)
            return Line(bare, None, None, needed, best, None)
        kind = (so_far.stream, so_far.lead_type)
        closed = list(self._past.closed(None if so_far.total else kind))
        rest = pace.rest(n, frame.pace.share, so_far.target, so_far.overdispersion, closed)
        lands = forecast.month_end(n, rest, so_far.target, self.tolerance)
        if so_far.total:
            parts = [Valued(one.so_far.counts.net, one.rest, self._lead_value(one.kind)) for one in types]
            value = forecast.month_end_value(parts, so_far.value_target, self.tolerance)
        else:
            value = lands.worth(self._lead_value(kind)) if lands and so_far.value_target else None
        return Line(so_far, lands, value, needed, best, rest)

    def _usual_best(self, rows: Sequence[DayCount]) -> int | None:
        net: dict[date, int] = {}
        for row in rows:
            net[row.day] = net.get(row.day, 0) + row.net
        first = min(net, default=self.frame.today)
        return remedy.usual_best([net.get(day, 0) for day in self.working_days if day >= first])
