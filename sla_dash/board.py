"""The board: one snapshot, one history of agreements and one instant, put together into answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property

from sla_dash import contact, delivery, demand, followup, forecast, queries
from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, Calendar, days, local_day, month_of, utc
from sla_dash.contact import InTime, Timed
from sla_dash.delivery import Counts, MonthToDate, Pace
from sla_dash.errors import RecordsError
from sla_dash.followup import MilestoneCount
from sla_dash.forecast import Forecast
from sla_dash.queries import DayCount, Load, Owed, Waiting
from sla_dash.store import Snapshot

NONE = "(none)"
"""How a lead without a stream or a type is called: a row of its own everywhere."""
UNASSIGNED = "(unassigned)"
"""How leads that nobody owns are listed beside the reps."""
NOISE_DAYS = 90
"""How far back the noise of daily counts is learnt."""
Kind = tuple[str | None, str | None]
"""Revenue stream and lead type."""


@dataclass(frozen=True, slots=True)
class DeliveryLine:
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
class Board:
    """Every answer as of one instant; what happened after it does not exist."""

    snapshot: Snapshot
    agreements: Agreements
    as_of: datetime
    """Aware, to the minute, so that the same question is asked once a minute and not once a click."""
    month: date
    """First day of the month on screen."""
    stream: str | None = None
    lead_type: str | None = None
    """Names that the answers are narrowed to ("(none)" is one of them); None for all."""

    @cached_property
    def load(self) -> Load:
        """Where the records come from."""
        return queries.load(self.snapshot)

    @cached_property
    def now_terms(self) -> Terms:
        """The version by whose zone and week the present is told."""
        return self.agreements.governing(self.as_of)

    @cached_property
    def month_terms(self) -> Terms:
        """The version by whose zone and week the month on screen is told."""
        return self.agreements.for_month(self.month) or self.agreements.versions[0]

    @property
    def tolerance(self) -> Fraction:
        """Half the width of the band, as a share of what is expected."""
        return Fraction(self.month_terms.tolerance)

    @cached_property
    def today(self) -> date:
        """The local day of ``as_of``."""
        return local_day(self.as_of, self.now_terms.zone)

    @property
    def month_is_over(self) -> bool:
        """Whether the month on screen ended before today."""
        return self.month < month_of(self.today)

    @cached_property
    def next_standup(self) -> datetime:
        """The first stand-up after ``as_of``: on a working day, at the agreed time."""
        day = self.today if self._standup_on(self.today) > self.as_of else self.today + DAY
        return self._standup_on(self._working_day(day, DAY))

    @cached_property
    def last_standup(self) -> datetime:
        """The stand-up before the one of today: where "since yesterday" begins.

        On a day without one, the last that was held.
        """
        return self._standup_on(self._working_day(self.today - DAY, -DAY))

    @cached_property
    def pace(self) -> Pace:
        """How much of the month is done, in complete days."""
        return delivery.pace(self.month, self.today, self._weight)

    def delivery(self) -> tuple[DeliveryLine, ...]:
        """Judge what was handed over this month, type by type in the agreement's order, the total last."""
        counted = self._by_day
        targets: dict[Kind, demand.Target] = {(t.stream, t.lead_type): t for t in self._targets}
        lines = []
        for kind in self._kinds((row.stream, row.lead_type) for row in counted if row.day >= self.month):
            rows = [row for row in counted if (row.stream, row.lead_type) == kind]
            target = targets.get(kind)
            lines.append(
                delivery.month_to_date(
                    *kind,
                    self._counts(rows),
                    target.leads if target else None,
                    target.lead_value if target else None,
                    self.pace,
                    self._overdispersion(rows),
                    self.tolerance,
                )
            )
        lines.append(delivery.total(lines, self.pace, self._overdispersion(counted), self.tolerance))
        return tuple(self._landing(line) for line in lines)

    def leads_since(self, at: datetime) -> int:
        """Count the leads handed over since an instant."""
        found = queries.leads_by_day(self.snapshot, (at, self.as_of), self.as_of)
        return sum(row.gross for row in found if self._on_screen((row.stream, row.lead_type)))

    def days(self) -> tuple[DayLine, ...]:
        """Return every day of the month on screen with its leads, for the pacing chart."""
        target = sum(t.leads or 0 for t in self._targets) or None
        lines, delivered = [], 0
        for day in days(self.month, month_of(self.month + 31 * DAY)):
            net = sum(row.net for row in self._by_day if row.day == day)
            delivered += net
            share = delivery.pace(self.month, day + DAY, self._weight).share
            lines.append(DayLine(day, net, delivered if day < self.today else None, target * share if target else None))
        return tuple(lines)

    def contact_times(self) -> list[Timed]:
        """Return the leads whose clock started this month, by state and working minutes; none without touches."""
        if not self.load.has_touches:
            return []
        found = queries.contact_times(self.snapshot, self._month_edges, self.as_of, self._clocks, self.agreements)
        return [row for row in found if self._on_screen((row.stream, row.lead_type))]

    def contact(self) -> tuple[InTime, ...]:
        """Judge who was contacted in time among the leads whose clock started this month, the total last."""
        timed = self.contact_times()
        lines = [
            contact.in_time([row for row in timed if (row.stream, row.lead_type) == kind], *kind, self._agreed(kind))
            for kind in self._kinds((row.stream, row.lead_type) for row in timed)
        ]
        return (*lines, contact.total(timed))

    def follow_up(self) -> tuple[MilestoneCount, ...]:
        """Count the follow-up milestones that fall due this month, the total last; none without touches."""
        has = self.load.has_touches
        found = queries.milestones(self.snapshot, self._month_edges, self.as_of, self._only) if has else []
        return (*found, followup.total(found))

    def owed(self) -> tuple[Owed, ...]:
        """Say what each rep owes, the one who owes most first and the total last; nothing without touches."""
        has = self.load.has_touches
        found = (
            queries.owed_by_rep(self.snapshot, self._month_edges, self.as_of, self._clocks, self._only) if has else []
        )
        return (*found, queries.total_owed(found))

    def waiting(self, most: int) -> tuple[list[Waiting], int]:
        """List uncontacted leads that are late or due before the next stand-up, and say how many there are in all."""
        has = self.load.has_touches
        return queries.waiting(self.snapshot, self.as_of, self._clocks, most, self._only) if has else ([], 0)

    def calendar_of(self, owner: str | None) -> Calendar:
        """Return the working time of a rep, or the agreement's own for nobody."""
        rep = queries.reps(self.snapshot).get(owner or "")
        return self.now_terms.calendar(self._days_off, owner, rep.team if rep else None, rep.timezone if rep else None)

    def before(self) -> "Board":
        """Return the board as the last stand-up saw it, on its own month."""
        at = self.last_standup
        return replace(self, as_of=at, month=month_of(local_day(at, self.agreements.governing(at).zone)))

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Every stream and lead type that was promised or delivered lately, in the agreement's order."""
        whole = replace(self, stream=None, lead_type=None)
        return whole._kinds((row.stream, row.lead_type) for row in whole._by_day)

    @cached_property
    def _days_off(self) -> dict[tuple[str, str], frozenset[date]]:
        return queries.days_off(self.snapshot)

    @cached_property
    def _clocks(self) -> queries.Clocks:
        return queries.clocks(self.snapshot, self.as_of, self.next_standup)

    @property
    def _only(self) -> queries.Only:
        return self.stream, self.lead_type

    @property
    def _month_edges(self) -> tuple[datetime, datetime]:
        return self.month_terms.month_edges(self.month)

    @cached_property
    def _targets(self) -> tuple[demand.Target, ...]:
        terms = self.agreements.for_month(self.month)
        found = demand.targets(terms, self.month) if terms else ()
        return tuple(target for target in found if self._on_screen((target.stream, target.lead_type)))

    @cached_property
    def _by_day(self) -> list[DayCount]:
        starts_at, ends_at = self._month_edges
        learnt_from = utc(min(self.month, self.today - NOISE_DAYS * DAY), 0, self.month_terms.zone)
        found = queries.leads_by_day(self.snapshot, (min(starts_at, learnt_from), ends_at), self.as_of)
        return [row for row in found if self._on_screen((row.stream, row.lead_type))]

    def _agreed(self, kind: Kind) -> tuple[timedelta, Fraction] | None:
        """Return what the month's version promises to leads of a kind."""
        clause = self.month_terms.lead_type(*kind)
        if clause is None or clause.respond_within is None or clause.respond_share is None:
            return None
        return clause.respond_within, Fraction(clause.respond_share)

    def _counts(self, rows: Sequence[DayCount]) -> Counts:
        done = [row for row in rows if self.month <= row.day < self.today]
        return Counts(
            sum(row.gross for row in done),
            sum(row.rejected for row in done),
            sum(row.net for row in rows if row.day == self.today and row.day >= self.month),
        )

    def _overdispersion(self, rows: Sequence[DayCount]) -> float:
        end = min(self.today, month_of(self.month + 31 * DAY))
        learnt: dict[date, int] = {}
        for row in rows:
            if end - NOISE_DAYS * DAY <= row.day < end:
                learnt[row.day] = learnt.get(row.day, 0) + row.gross
        history = days(min(learnt), end) if learnt else []
        return delivery.overdispersion([learnt.get(day, 0) for day in history], [self._weight(d) for d in history])

    def _landing(self, line: MonthToDate) -> DeliveryLine:
        """Add the forecast; a closed month has none, and its verdict is the bare band."""
        if self.month_is_over:
            return DeliveryLine(replace(line, could_be_chance=False, value_could_be_chance=False), None)
        return DeliveryLine(
            line,
            forecast.month_end(line.counts.net, self.pace.share, line.target, line.overdispersion, self.tolerance),
        )

    def _kinds(self, found: Iterable[Kind]) -> tuple[Kind, ...]:
        agreed: list[Kind] = [(target.stream, target.lead_type) for target in self._targets]
        others = sorted(set(found) - set(agreed), key=lambda kind: [(name is None, name or "") for name in kind])
        return (*agreed, *others)

    def _on_screen(self, kind: Kind) -> bool:
        wanted = (self.stream, self.lead_type)
        return all(want is None or want == (name or NONE) for want, name in zip(wanted, kind, strict=True))

    @cached_property
    def _month_calendar(self) -> Calendar:
        return self.month_terms.calendar(self._days_off)

    def _weight(self, day: date) -> int:
        return int(self.month_terms.profile == "calendar day" or self._month_calendar.is_working_day(day))

    def _standup_on(self, day: date) -> datetime:
        at = self.now_terms.standup.at
        return utc(day, at.hour * 3600 + at.minute * 60, self.now_terms.zone)

    def _working_day(self, day: date, step: timedelta) -> date:
        """Return the first working day from ``day`` on, in steps of a day forward or back."""
        calendar = self.now_terms.calendar(self._days_off)
        while not calendar.is_working_day(day):
            day += step
        return day


def board(
    snapshot: Snapshot,
    agreements: Agreements,
    as_of: datetime,
    month: date | None = None,
    stream: str | None = None,
    lead_type: str | None = None,
) -> Board:
    """Put a board together; ``month`` None is the month of ``as_of``.

    Raises ``RecordsError`` when the agreement changed after the records were prepared.
    """
    at = as_of.replace(second=0, microsecond=0)
    shown = month or month_of(local_day(at, agreements.governing(at).zone))
    found = Board(snapshot, agreements, at, shown, stream, lead_type)
    if found.load.agreement != agreements.fingerprint:
        raise RecordsError(
            "The agreement changed after the records were prepared, so working times may be wrong.",
            advice="Run `sla-dash load` without a folder: it prepares the newest records again.",
        )
    return found
