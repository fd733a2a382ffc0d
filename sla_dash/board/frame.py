"""What every answer of the board shares: the records, the agreement, the instant and the choices."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import RLock

from sla_dash.agreement import Agreements, Profile, Terms
from sla_dash.board.answer import answer
from sla_dash.calendar import DAY, Calendar, local_day, month_of, next_month, utc
from sla_dash.records import queries
from sla_dash.records.queries.bind import Only, Span
from sla_dash.records.queries.contact import Clocks
from sla_dash.records.queries.delivery import DayCount
from sla_dash.records.queries.followup import Due
from sla_dash.records.queries.records import Load
from sla_dash.records.store import Snapshot
from sla_dash.rules import capacity, delivery, demand, freshness
from sla_dash.rules import profile as profiles
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.delivery import Pace

NONE = "(none)"
"""How a lead without a stream or a type is called: a row of its own everywhere."""
UNASSIGNED = "(unassigned)"
"""How leads that nobody owns are listed beside the reps."""
NOBODY_YET = "(assigned late)"
"""How leads whose promise was broken before they were assigned are listed beside the reps."""
EVIDENCE_DAYS = 90
BY_DAY = 2 * DAY
"""More than the start of a clock that is known by its day can lie before what its milestones are counted from."""
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
    profile: Profile | None = None
    """How targets are spread over days where somebody asks for another profile than the agreement's."""
    lock: RLock = field(default_factory=RLock, init=False, repr=False, compare=False)
    """Held while an answer is found, so that viewers who ask the same at once wait for one of them."""

    @answer
    def load(self) -> Load:
        """Where the records come from."""
        return queries.records.load(self.snapshot)

    @answer
    def now_terms(self) -> Terms:
        """The version by whose zone and week the present is told."""
        return self.agreements.governing(self.as_of)

    @answer
    def month_terms(self) -> Terms:
        """The version by whose zone and week the month on screen is told."""
        return self.terms_of(self.month)

    @property
    def month_edges(self) -> Span:
        """The instants at which the month on screen starts and ends."""
        return self.month_terms.month_edges(self.month)

    @answer
    def evidence(self) -> Span:
        """The days that what takes more than a month is learnt from: up to the end of the month on screen, or now."""
        ends_at, zone = min(self.month_edges[1], self.as_of), self.now_terms.zone
        return utc(local_day(ends_at, zone) - EVIDENCE_DAYS * DAY, 0, zone), ends_at

    @answer
    def today(self) -> date:
        """The local day of ``as_of``."""
        return local_day(self.as_of, self.now_terms.zone)

    @property
    def month_is_over(self) -> bool:
        """Whether the month on screen ended before today."""
        return self.month < month_of(self.today)

    @answer
    def next_standup(self) -> datetime:
        """The first stand-up after ``as_of``: on a working day, at the agreed time."""
        day = self.today if self._standup_on(self.today) > self.as_of else self.today + DAY
        return self._standup_on(self._working_day(day, DAY))

    @answer
    def last_standup(self) -> datetime:
        """The stand-up before the one of today: where "since yesterday" begins.

        On a day without one, the last that was held.
        """
        return self._standup_on(self._working_day(self.today - DAY, -DAY))

    @answer
    def pace(self) -> Pace:
        """How much of the month is done, in complete days."""
        return self.pace_of(self.month)

    @answer
    def targets(self) -> tuple[demand.Target, ...]:
        """What was promised for the month on screen by the version in force when it began, type by type."""
        return self.targets_of(self.month)

    @answer
    def clocks(self) -> Clocks:
        """What every schedule's clock shows now and at the next stand-up."""
        return queries.contact.clocks(self.snapshot, self.as_of, self.next_standup)

    @property
    def longest(self) -> timedelta:
        """How long after a clock started, or after the day that it is known by, the last milestone falls due."""
        return max((step.day for terms in self.agreements.versions for step in terms.follow_up), default=0) * DAY

    def milestones_due(self, starts_at: datetime, ends_at: datetime) -> Due:
        """Return a span in which milestones of follow-up fall due, under any version."""
        return Due(starts_at, ends_at, starts_at - self.longest - BY_DAY)

    @property
    def only(self) -> Only:
        """What the answers are narrowed to."""
        return self.stream, self.lead_type

    @answer
    def days_off(self) -> dict[tuple[str, str], frozenset[date]]:
        """Public holidays by country and subdivision."""
        return queries.records.days_off(self.snapshot)

    @answer
    def first_month(self) -> date | None:
        """The month in which the records begin; months before it cannot be judged. None without leads."""
        first = queries.records.first_day(self.snapshot)
        return first and month_of(first)

    @answer
    def is_latest(self) -> bool:
        """Whether nothing on record has happened between loading and ``as_of``, so that what loading counted holds."""
        return queries.records.prepared(self.snapshot, self.as_of)

    @answer
    def stale(self) -> datetime | None:
        """The instant of the newest record where the records are too old to judge the present by, else None.

        In a snapshot without records it is the instant of loading: nothing had come by then. A past morning with later
        records is never stale.
        """
        newest, terms = self.load.latest_at or self.load.loaded_at, self.now_terms
        return freshness.stale_since(newest, self.as_of, terms.calendar(self.days_off), terms.standup.stale_after)

    @property
    def withheld(self) -> datetime | None:
        """``stale``, where it keeps the month on screen from being judged; None in a month that is over."""
        return None if self.month_is_over else self.stale

    def leads_by_day(self, first: date, end: date) -> list[DayCount]:
        """Count the leads of every type handed over from a local day up to another, which is excluded."""
        return queries.delivery.leads_by_day(self.snapshot, first, end, None if self.is_latest else self.as_of)

    def capacity(self, leads: int, lands_at: float | None = None) -> Capacity:
        """Hold leads of the month on screen against the reps who are at work in what is left of it, or in all of it."""
        reps = queries.records.reps(self.snapshot)
        first = self.month if self.month_is_over else max(self.month, self.today)
        times = [(rep.active_from, rep.active_to) for rep in reps.values()]
        at_work = capacity.active(times, first, next_month(self.month)) if reps else None
        return Capacity(leads, at_work, self.month_terms.leads_per_rep, lands_at)

    def capacity_of(self, draft: Terms, leads: int) -> Capacity:
        """Hold the leads of a draft against the reps who are at work now, and its own ceiling."""
        return replace(self.capacity(leads), ceiling=draft.leads_per_rep)

    def calendar_of(self, owner: str | None) -> Calendar:
        """Return the working time of a rep, or the agreement's own for nobody."""
        rep = queries.records.reps(self.snapshot).get(owner or "")
        return self.now_terms.calendar(self.days_off, owner, rep.team if rep else None, rep.timezone if rep else None)

    def terms_of(self, month: date) -> Terms:
        """Return the version by which a month is told: the one in force when it began, else the first."""
        return self.agreements.for_month(month) or self.agreements.versions[0]

    def targets_of(self, month: date) -> tuple[demand.Target, ...]:
        """Return what was promised for a month by the version in force when it began; nothing before the first."""
        if month not in self._targets:
            terms = self.agreements.for_month(month)
            found = demand.targets(terms, month) if terms else ()
            self._targets[month] = tuple(one for one in found if self.on_screen((one.stream, one.lead_type)))
        return self._targets[month]

    def target_of(self, month: date, kind: Kind) -> demand.Target | None:
        """Return what was promised of one kind of lead for a month."""
        return next((one for one in self.targets_of(month) if (one.stream, one.lead_type) == kind), None)

    def pace_of(self, month: date) -> Pace:
        """Measure how much of a month is done, in complete days."""
        return delivery.pace(month, self.today, self.weights(month), self.calendar(month).is_working_day)

    def calendar(self, month: date) -> Calendar:
        """Return the agreement's own working time as of a month."""
        return self.terms_of(month).calendar(self.days_off)

    def weights(self, month: date) -> profiles.Weights:
        """Return how much each day of a month is due to bring, by the profile chosen or agreed."""
        if month not in self._weights:
            terms = self.terms_of(month)
            chosen = self.profile or terms.profile
            leads = self._leads_before(month) if chosen == "learnt weekdays" else {}
            self._weights[month] = profiles.weights(chosen, self.calendar(month), month, leads)
        return self._weights[month]

    def on_screen(self, kind: Kind) -> bool:
        """Tell whether a stream and lead type are among those chosen."""
        return all(want is None or want == (name or NONE) for want, name in zip(self.only, kind, strict=True))

    def kinds_of(self, found: Iterable[Kind]) -> tuple[Kind, ...]:
        """Put streams and lead types in the agreement's order, promised ones that were not found among them."""
        agreed: list[Kind] = [(target.stream, target.lead_type) for target in self.targets]
        others = sorted(set(found) - set(agreed), key=lambda kind: [(name is None, name or "") for name in kind])
        return (*agreed, *others)

    @answer
    def _targets(self) -> dict[date, tuple[demand.Target, ...]]:
        return {}

    @answer
    def _weights(self) -> dict[date, profiles.Weights]:
        return {}

    def _leads_before(self, month: date) -> dict[date, int]:
        """Count the leads of every kind on each day that the pattern of a month is learnt from."""
        found: dict[date, int] = {}
        for row in self.leads_by_day(month - profiles.LEARNT_FROM, month):
            found[row.day] = found.get(row.day, 0) + row.gross
        return found

    def _standup_on(self, day: date) -> datetime:
        at = self.now_terms.standup.at
        return utc(day, at.hour * 3600 + at.minute * 60, self.now_terms.zone)

    def _working_day(self, day: date, step: timedelta) -> date:
        """Return the first working day from ``day`` on, in steps of a day forward or back."""
        calendar = self.now_terms.calendar(self.days_off)
        while not calendar.is_working_day(day):
            day += step
        return day


@dataclass(frozen=True)
class Part:
    """The answers to one question, of a frame."""

    frame: Frame

    @property
    def lock(self) -> RLock:
        """The frame's own."""
        return self.frame.lock
