"""What one version of the agreement says: the model that a TOML file must fit."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from sla_dash.agreement.fields import (
    MOST_LEADS,
    Count,
    Day,
    Duration,
    Money,
    Monthly,
    MonthlyCount,
    Name,
    Price,
    Rate,
    Zone,
)
from sla_dash.agreement.times import Holidays, Part, Schedule, Standup, WorkingWeek
from sla_dash.calendar import Calendar, next_month, utc

Profile = Literal["working day", "calendar day", "learnt weekdays"]
"""How a month's target is spread over its days."""
PROFILES: tuple[Profile, ...] = get_args(Profile)


class Milestone(Part):
    """So many attempts by so many exact 24-hour days after the clock started, cumulative."""

    day: Annotated[int, Field(gt=0, le=365)]
    attempts: Annotated[int, Field(gt=0, le=100)]


class Rates(Part):
    """Agreed conversion rates, each in (0, 1]."""

    mql_to_sql: Rate
    sql_to_opportunity: Rate
    win: Rate

    @property
    def ladder(self) -> tuple[Fraction, ...]:
        """The rates from the deal upwards: win, SQL to opportunity, MQL to SQL."""
        return Fraction(self.win), Fraction(self.sql_to_opportunity), Fraction(self.mql_to_sql)


class LeadType(Part):
    """What is promised of one kind of lead, by both sides."""

    name: Name
    share: Rate | None = None
    """Part of the stream's quota that this type is to bring."""
    rates: Rates | None = None
    targets: MonthlyCount | None = None
    """Leads a month, given outright; otherwise they follow from quota, value and rates."""
    lead_value: Money | None = None
    average_order_value: Price | None = None
    """Of this type, where it differs from the stream's."""
    respond_within: Duration | None = None
    """Working time, inclusive; None where sales promised nothing."""
    respond_share: Rate | None = None

    @model_validator(mode="after")
    def _whole_promises(self) -> Self:
        if (self.respond_within is None) != (self.respond_share is None):
            raise ValueError("needs both respond_within and respond_share, or neither")
        if self.targets is None and (self.share is None or self.rates is None):
            raise ValueError("needs targets, or a share of the quota with rates")
        return self


class Stream(Part):
    """A revenue stream: its quota and the types of lead that are to bring it."""

    name: Name
    quota: Monthly | None = None
    average_order_value: Price | None = None
    margin: Rate | None = None
    """Part of the amount won that is left as margin; None where nobody wrote it down."""
    lead_types: Annotated[tuple[LeadType, ...], Field(alias="lead_type", min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _refuse_repeats("lead_type", [t.name for t in self.lead_types])
        shares = [t.share for t in self.lead_types if t.share is not None]
        if shares and sum(shares) != 1:
            raise ValueError(f"the shares of its lead types add up to {sum(shares)}, not to 1")
        for one in self.lead_types:
            if one.targets is None and (self.quota is None or (self.average_order_value is None)):
                raise ValueError(f"lead type {one.name!r} has no targets, so quota and average_order_value are needed")
            self._refuse_too_many(one)
        return self

    def _refuse_too_many(self, one: LeadType) -> None:
        if one.targets is None and one.share and one.rates and self.average_order_value:
            passed = prod(one.rates.ladder) * Fraction(one.average_order_value or self.average_order_value)
            leads = max(map(Fraction, (self.quota or {}).values()), default=Fraction(0)) * Fraction(one.share) / passed
            if leads > MOST_LEADS:
                raise ValueError(
                    f"lead type {one.name!r} would need {int(leads):.1e} leads a month, which is more than "
                    f"{MOST_LEADS:,}: look at quota, average_order_value, share and rates"
                )


class Role(Part):
    """Who owns which number, and what is and is not theirs to do."""

    name: str
    owns: str = ""
    should: tuple[str, ...] = ()
    should_not: tuple[str, ...] = ()


class Signature(Part):
    """One side's consent to the text whose hash it carries."""

    name: str
    role: str
    signed_at: datetime
    hash: str

    @field_validator("signed_at")
    @classmethod
    def _offset(cls, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError("needs an offset: write it like 2026-09-28T10:00:00+02:00")
        return value


class Terms(Part):
    """One version of the agreement."""

    version: Annotated[int, Field(ge=1, le=10_000)]
    title: Name
    valid_from: Day
    next_revision: Day
    timezone: Zone
    standup: Standup
    clock_start: Literal["qualified_at", "assigned_at", "created_at"] = "qualified_at"
    profile: Profile = "working day"
    tolerance: Annotated[Rate, Field(lt=1)] = Decimal("0.10")
    slack_cycles: Annotated[int, Field(ge=0, le=100)] = 2
    follow_up: tuple[Milestone, ...] = ()
    leads_per_rep: Count | None = None
    currency: Annotated[Name, Field(max_length=8)] | None = None
    working_week: WorkingWeek
    holidays: Holidays = Holidays()
    schedules: tuple[Schedule, ...] = Field((), alias="schedule")
    streams: Annotated[tuple[Stream, ...], Field(alias="stream", min_length=1)]
    definitions: dict[str, str] = Field({})
    exceptions: tuple[str, ...] = ()
    consequence: str = ""
    roles: tuple[Role, ...] = Field((), alias="role")
    signatures: tuple[Signature, ...] = Field((), alias="signature")
    text_hash: str
    """SHA-256 of the text above the signatures: what a signature carries."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse_repeats("stream", [s.name for s in self.streams])
        _refuse_repeats("schedule", [s.team or s.rep or "" for s in self.schedules])
        if not self.valid_from < self.next_revision:
            raise ValueError(f"next_revision {self.next_revision} is not after valid_from {self.valid_from}")
        steps = [(m.day, m.attempts) for m in self.follow_up]
        if any(b[0] <= a[0] or b[1] <= a[1] for a, b in pairwise(steps)):
            raise ValueError("follow_up must rise in days and in attempts from one milestone to the next")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The one zone in which this version's days and months begin."""
        return ZoneInfo(self.timezone)

    def calendar(
        self,
        days_off: Mapping[tuple[str, str], frozenset[date]],
        rep: str | None = None,
        team: str | None = None,
        timezone: str | None = None,
    ) -> Calendar:
        """Return the working time of a rep: the rep's own clause, else the team's, else the agreement's.

        ``days_off`` holds the public holidays by country and subdivision ("" for none); ``timezone`` is the one in
        the rep's record, and wins over the team's. Without arguments: the agreement's own calendar.
        """
        mine = next((s for s in self.schedules if s.rep is not None and s.rep == rep), None)
        theirs = next((s for s in self.schedules if s.team is not None and s.team == team), None)
        clauses = [clause for clause in (mine, theirs) if clause]
        off = [*(c.holidays for c in clauses if c.holidays), self.holidays]
        abroad = next((one for one in off if one.country), self.holidays)
        zones = (mine and mine.timezone, timezone, theirs and theirs.timezone)
        week = next((c.working_week for c in clauses if c.working_week), self.working_week)
        return Calendar(
            ZoneInfo(next((zone for zone in zones if zone), self.timezone)),
            week.intervals,
            days_off[abroad.key] if abroad.country else frozenset(),
            {day: hours for one in reversed(off) for day, hours in one.overrides.items()},
        )

    @property
    def countries(self) -> frozenset[tuple[str, str]]:
        """Country and subdivision of every calendar of public holidays that this version needs."""
        every = [self.holidays, *(s.holidays for s in self.schedules if s.holidays)]
        return frozenset(off.key for off in every if off.country)

    @property
    def starts_at(self) -> datetime:
        """The UTC instant from which this version is in force, inclusive."""
        return utc(self.valid_from, 0, self.zone)

    @property
    def signed(self) -> bool:
        """Whether anybody signed, and every signature is for the text as it stands now."""
        return bool(self.signatures) and all(s.hash == self.text_hash for s in self.signatures)

    def lead_type(self, stream: str | None, name: str | None) -> LeadType | None:
        """Return the clause for a type of lead, or None where the agreement does not name it."""
        return self._clauses.get((stream, name))

    @cached_property
    def _clauses(self) -> dict[tuple[str | None, str | None], LeadType]:
        return {(s.name, t.name): t for s in self.streams for t in s.lead_types}

    def month_edges(self, month: date) -> tuple[datetime, datetime]:
        """Return the UTC instants at which the month starts (inclusive) and ends (exclusive)."""
        return utc(month, 0, self.zone), utc(next_month(month), 0, self.zone)


def _refuse_repeats(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} {', '.join(map(repr, twice))} stands there twice")
