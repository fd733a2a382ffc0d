"""What every answer of the board shares: the records, the agreement, the instant and the choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sla_dash import delivery, demand, queries
from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, Calendar, local_day, month_of, utc
from sla_dash.delivery import Pace
from sla_dash.queries.bind import Only, Span
from sla_dash.queries.contact import Clocks
from sla_dash.queries.followup import Due
from sla_dash.queries.records import Load
from sla_dash.store import Snapshot

NONE = "(none)"
"""How a lead without a stream or a type is called: a row of its own everywhere."""
UNASSIGNED = "(unassigned)"
"""How leads that nobody owns are listed beside the reps."""
Kind = tuple[str | None, str | None]
"""Revenue stream and lead type."""


@dataclass(frozen=True)
class Frame:
    """One snapshot, one history of agreements and one instant; what happened after it does not exist."""

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
        return queries.records.load(self.snapshot)

    @cached_property
    def now_terms(self) -> Terms:
        """The version by whose zone and week the present is told."""
        return self.agreements.governing(self.as_of)

    @cached_property
    def month_terms(self) -> Terms:
        """The version by whose zone and week the month on screen is told."""
        return self.agreements.for_month(self.month) or self.agreements.versions[0]

    @property
    def month_edges(self) -> Span:
        """The instants at which the month on screen starts and ends."""
        return self.month_terms.month_edges(self.month)

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
        return delivery.pace(self.month, self.today, self.weight)

    @cached_property
    def targets(self) -> tuple[demand.Target, ...]:
        """What was promised for the month on screen by the version in force when it began, type by type."""
        terms = self.agreements.for_month(self.month)
        found = demand.targets(terms, self.month) if terms else ()
        return tuple(target for target in found if self.on_screen((target.stream, target.lead_type)))

    @cached_property
    def clocks(self) -> Clocks:
        """What every schedule's clock shows now and at the next stand-up."""
        return queries.contact.clocks(self.snapshot, self.as_of, self.next_standup)

    def milestones_due(self, starts_at: datetime, ends_at: datetime) -> Due:
        """Return a span in which milestones of follow-up fall due, under any version."""
        days = (step.day for terms in self.agreements.versions for step in terms.follow_up)
        return Due(starts_at, ends_at, max(days, default=0) * DAY)

    @property
    def only(self) -> Only:
        """What the answers are narrowed to."""
        return self.stream, self.lead_type

    @cached_property
    def days_off(self) -> dict[tuple[str, str], frozenset[date]]:
        """Public holidays by country and subdivision."""
        return queries.records.days_off(self.snapshot)

    def calendar_of(self, owner: str | None) -> Calendar:
        """Return the working time of a rep, or the agreement's own for nobody."""
        rep = queries.records.reps(self.snapshot).get(owner or "")
        return self.now_terms.calendar(self.days_off, owner, rep.team if rep else None, rep.timezone if rep else None)

    def weight(self, day: date) -> int:
        """Return how much of the month's target is due by a day of it, as the profile of the agreement says."""
        return int(self.month_terms.profile == "calendar day" or self._month_calendar.is_working_day(day))

    def on_screen(self, kind: Kind) -> bool:
        """Tell whether a stream and lead type are among those chosen."""
        return all(want is None or want == (name or NONE) for want, name in zip(self.only, kind, strict=True))

    def kinds_of(self, found: Iterable[Kind]) -> tuple[Kind, ...]:
        """Put streams and lead types in the agreement's order, promised ones that were not found among them."""
        agreed: list[Kind] = [(target.stream, target.lead_type) for target in self.targets]
        others = sorted(set(found) - set(agreed), key=lambda kind: [(name is None, name or "") for name in kind])
        return (*agreed, *others)

    @cached_property
    def _month_calendar(self) -> Calendar:
        return self.month_terms.calendar(self.days_off)

    def _standup_on(self, day: date) -> datetime:
        at = self.now_terms.standup.at
        return utc(day, at.hour * 3600 + at.minute * 60, self.now_terms.zone)

    def _working_day(self, day: date, step: timedelta) -> date:
        """Return the first working day from ``day`` on, in steps of a day forward or back."""
        calendar = self.now_terms.calendar(self.days_off)
        while not calendar.is_working_day(day):
            day += step
        return day
