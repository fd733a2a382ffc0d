"""What one version of the agreement says: the model that a TOML file must fit."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from sla_dash.agreement.fields import (
    LONGEST_CURRENCY,
    Count,
    Day,
    Name,
    Rate,
    Sentence,
    Weight,
    Zone,
)
from sla_dash.agreement.promises import Alert, LeadType, Milestone, Stream, refuse_repeats
from sla_dash.agreement.times import Holidays, Part, Schedule, Standup, WorkingWeek
from sla_dash.calendar import DAY, Calendar, next_month, utc

Kind = Literal["internal guideline", "internal contract", "external guideline", "external contract"]
"""Between teams of one company or with another company; to be kept, or to be answered for."""
Stage = Literal["mql_to_sql", "sql_to_opportunity", "win"]
"""The conversion rates, by the names that they have in ``Rates``."""
Profile = Literal["working day", "calendar day", "learnt weekdays"]
"""How a month's target is spread over its days."""
PROFILES: tuple[Profile, ...] = get_args(Profile)


class Qualified(Part):
    """What marketing must know of a lead before it hands it over."""

    requires: Annotated[tuple[Name, ...], Field(min_length=1, max_length=20)]
    """Names of what sales must be told of a lead, as the mapping calls it under [leads.fields]."""
    share: Rate
    """Part of the leads that carry all of it, as promised; the Delivery page holds the month against it."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        refuse_repeats("requires", self.requires)
        return self


class Distribution(Part):
    """How leads are shared out among the reps."""

    rule: Sentence = ""
    """How leads are shared out, in your words."""
    rep_weights: dict[Name, Weight] = Field({})
    """How many leads a rep gets in relation to the others; a rep's own weight wins over that of the team."""
    team_weights: dict[Name, Weight] = Field({})
    """The same for every rep of a team; 1 where neither is given. The Contact page judges 90 days by it."""


class Step(Part):
    """One step of the sales process."""

    name: Name
    """What the step is called."""
    done_when: Sentence = ""
    """What is known or agreed with the customer once it is done."""


class Objective(Part):
    """A conversion rate that is to rise from what it is to what it should be."""

    rate: Stage
    """The conversion rate that is to change."""
    stream: Name | None = None
    """Of this revenue stream alone; nothing for all."""
    lead_type: Name | None = None
    """Of this lead type alone; nothing for all."""
    start: Annotated[Rate, Field(alias="from")]
    """What the rate was when the objective was set."""
    goal: Annotated[Rate, Field(alias="to")]
    """What it should be; the Agreement page says whether it lies on the straight line to there."""
    since: Day | None = None
    """The day from which the line begins; nothing for the first day of the version."""
    by: Day
    """The day on which it should be reached."""


class Role(Part):
    """Who owns which number, and what is and is not theirs to do."""

    name: Name
    """What the role is called; a person signs for it."""
    owns: Sentence = ""
    """The number that the role answers for."""
    should: tuple[Sentence, ...] = ()
    """What is the role's to do."""
    should_not: tuple[Sentence, ...] = ()
    """What is not."""


class Terms(Part):
    """One version of the agreement."""

    version: Annotated[int, Field(ge=1, le=10_000)]
    """Number of the version, one more than the one before."""
    title: Name
    """What the document is called."""
    purpose: Sentence = ""
    """Why both sides agree."""
    goal: Sentence = ""
    """What the company wants to reach with it."""
    kind: Kind = "internal guideline"
    """Between teams of one company or with another company; to be kept, or to be answered for."""
    valid_from: Day
    """The first day; leads and months that begin from then on are judged by this version."""
    until: Day | None = None
    """The last day, included; nothing where it holds until another version does."""
    next_revision: Day
    """The day by which both sides look at it again; the stand-up counts the days, and says when it is overdue."""
    timezone: Zone
    """The one zone in which days and months begin, and in which every time on the board is told."""
    standup: Standup
    """When both sides meet."""
    clock_start: Literal["qualified_at", "assigned_at", "created_at"] = "qualified_at"
    """Which instant of a lead starts the clock of sales' promise: its hand-off, its assignment or its creation."""
    profile: Profile = "working day"
    """How a month's target is spread: evenly over working days, over all days, or as weekdays have been."""
    tolerance: Annotated[Rate, Field(lt=1)] = Decimal("0.10")
    """How far from what is due is still in the range, both edges inside; above it is a failure too."""
    slack_cycles: Annotated[int, Field(ge=0, le=100)] = 2
    """Closed months in a row that may end outside the range before the consequence holds."""
    follow_up: tuple[Milestone, ...] = ()
    """How often sales tries to reach a lead, by exact 24-hour days after the clock started, all attempts counted."""
    leads_per_rep: Count | None = None
    """Leads a rep can work in a month; above that the board warns even inside the range."""
    currency: Annotated[Name, Field(max_length=LONGEST_CURRENCY)] | None = None
    """The currency of every amount; amounts in others are counted apart and never added."""
    working_week: WorkingWeek
    holidays: Holidays = Holidays()
    schedules: tuple[Schedule, ...] = Field((), alias="schedule")
    streams: Annotated[tuple[Stream, ...], Field(alias="stream", min_length=1)]
    definitions: dict[Name, Sentence] = Field({})
    """Words and what they mean here."""
    abbreviations: dict[Name, Sentence] = Field({})
    """Abbreviations and what they stand for."""
    qualified: Qualified | None = None
    """None where nothing is promised about what is known of a lead."""
    hand_off: Sentence = ""
    """How a lead comes to sales."""
    distribution: Distribution = Distribution()
    disposition: Sentence = ""
    """How sales closes a lead, and hands it back."""
    steps: tuple[Step, ...] = Field((), alias="step")
    objectives: tuple[Objective, ...] = Field((), alias="objective")
    alerts: tuple[Alert, ...] = Field((), alias="alert")
    exceptions: tuple[Sentence, ...] = ()
    """What does not count, one a sentence."""
    consequence: Sentence = ""
    """What the side does that missed its promise."""
    roles: tuple[Role, ...] = Field((), alias="role")
    signed_by: tuple[Name, ...] = ()
    """Roles that must sign; every role where nothing stands here."""
    text_hash: Annotated[str, Field(exclude=True)]
    """SHA-256 of the canonical text: what a signature carries. No key of the file."""
    signed: Annotated[bool, Field(exclude=True)] = False
    """Whether everybody who must sign it has signed this text. No key of the file."""
    held_from: Annotated[datetime | None, Field(exclude=True)] = None
    """UTC instant of the last signature where it came after ``valid_from``, else None. No key of the file."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats("stream", [s.name for s in self.streams])
        refuse_repeats("schedule", [s.team or s.rep or "" for s in self.schedules])
        refuse_repeats("role", [r.name for r in self.roles])
        refuse_repeats("step", [s.name for s in self.steps])
        refuse_repeats("signed_by", self.signed_by)
        if not self.valid_from < self.next_revision:
            raise ValueError(f"next_revision {self.next_revision} is not after valid_from {self.valid_from}")
        if self.until and self.until < self.valid_from:
            raise ValueError(f"until {self.until} is before valid_from {self.valid_from}")
        if self.roles and (strangers := [one for one in self.signed_by if one not in {r.name for r in self.roles}]):
            raise ValueError(f"signed_by {', '.join(map(repr, strangers))} is no role: name one of [[role]]")
        for one in self.objectives:
            self._refuse_unknown(one)
        refuse_repeats("alert at", [f"{one.at.normalize():f}" for one in self.alerts])
        if self.alerts and not any(t.respond_within for s in self.streams for t in s.lead_types):
            raise ValueError("alert: no lead_type has respond_within, so there is no time of which a part could pass")
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
        begins = utc(self.valid_from, 0, self.zone)
        return max(begins, self.held_from) if self.held_from else begins

    @property
    def ends_at(self) -> datetime | None:
        """The UTC instant from which it has run out, inclusive; None where it does not by itself."""
        return utc(self.until + DAY, 0, self.zone) if self.until else None

    @property
    def signers(self) -> tuple[str, ...]:
        """The roles that must sign."""
        return self.signed_by or tuple(role.name for role in self.roles)

    def lead_type(self, stream: str | None, name: str | None) -> LeadType | None:
        """Return the clause for a type of lead, or None where the agreement does not name it."""
        return self._clauses.get((stream, name))

    @cached_property
    def _clauses(self) -> dict[tuple[str | None, str | None], LeadType]:
        return {(s.name, t.name): t for s in self.streams for t in s.lead_types}

    def _refuse_unknown(self, objective: Objective) -> None:
        """Refuse an objective for a type of lead that is not promised, or without time to reach it."""
        if objective.by <= (objective.since or self.valid_from):
            raise ValueError(f"objective {objective.rate} is to be reached by {objective.by}, before it begins")
        kinds = [(s.name, t.name) for s in self.streams for t in s.lead_types]
        if not any(objective.stream in (None, s) and objective.lead_type in (None, t) for s, t in kinds):
            raise ValueError(
                f"objective {objective.rate} is for {objective.stream!r} {objective.lead_type!r}: name a stream and a "
                "lead_type that stand in the agreement"
            )

    def month_edges(self, month: date) -> tuple[datetime, datetime]:
        """Return the UTC instants at which the month starts (inclusive) and ends (exclusive)."""
        return utc(month, 0, self.zone), utc(next_month(month), 0, self.zone)
