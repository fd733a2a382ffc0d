"""A made-up company whose CRM files tell a story: seeded, ending at the instant asked for.

Instants are whole seconds since 1970 (UTC) in NumPy arrays, one entry a lead. Whatever lies after ``now`` is still to
come and is not written, so ``NEVER`` is only a very late instant.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from sla_dash import delivery, demand
from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, DAY_SECONDS, Calendar, days, local_day, month_of, next_month, previous_month, utc
from sla_dash.load import holidays

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Story:
    """How one type of lead fares, as multiples of what the agreement asks unless said otherwise."""

    pace: float = 1.0
    """Delivered this month, of what is expected by now."""
    closed: tuple[float, ...] = (1.0, 0.98, 1.02)
    """Delivered in the last closed months, latest first, of their targets; months before lie around 1."""
    in_time: float = 0.92
    """Share of leads contacted in time this month …"""
    used_to_be: float = 0.93
    """… and four months ago or earlier."""
    converts: float = 1.0
    """Conversion to SQL, of the rate agreed."""
    deal_days: float = 35
    """Median time from opportunity to decision."""


STORIES = {
    "website form": Story(1.18, (1.05, 1.02, 0.98), 0.912, 0.94, converts=0.9),
    "demo request": Story(1.0, (1.02, 0.97, 1.03), 0.64, 0.84, converts=1.05, deal_days=28),
    "content download": Story(1.03, (1.16, 1.15, 1.18), 0.92, 0.93),
    "outbound": Story(0.64, (0.83, 0.96, 0.85), 0.88, 0.92, deal_days=75),
    "event": Story(0.94, (0.97, 1.04, 0.95), 0.80, 0.90, deal_days=60),
}
OWED = {  # leads that wait now, by rep: type and the part of the promise that is used up; above 1 it is broken
    "rep 07": [("website form", (1.6, 2.1, 0.9)), ("demo request", (3.0, 0.85)), ("outbound", (1.2,)), ("event", (1.1,))],
    "rep 03": [("website form", (1.3, 0.86)), ("demo request", (2.2, 4.5)), ("outbound", (1.4,))],
    "rep 05": [("website form", (1.2,)), ("demo request", (1.8,))],
    "rep 09": [("demo request", (1.5,)), ("content download", (1.15, 0.82))],
    "rep 01": [("website form", (1.7, 0.95)), ("outbound", (0.88,))],
    "rep 06": [("outbound", (0.8,)), ("event", (0.9,))],
    "rep 02": [("website form", (0.8,))],
}
FRESH = 12  # others that may wait: their time is neither nearly used up nor over before the next stand-up
HELD = (0.80, 0.70, 0.60)  # share of leads not reached that get the attempts of the first milestone, the second, …
HELD_BY_SLACK = (0.15, 0.08, 0.05)
SLACK = ("rep 04", "rep 08")

TEAMS = {"Europe": ("Europe/Warsaw", 6), "Americas": ("America/New_York", 4)}
REPS = [
    (f"rep {n:02}", team, zone)
    for n, (team, zone) in enumerate(((t, z) for t, (z, size) in TEAMS.items() for _ in range(size)), 1)
]
NAMES = np.array([name for name, _, _ in REPS])
CRM_ZONE = ZoneInfo("Europe/Warsaw")  # in which the CRM writes; data/mappings/demo.toml says the same
MONTHS = 14
NEVER = 1 << 40
OVERDISPERSION = 1.6
WEEKDAYS = (1.04, 1.02, 1.0, 0.99, 0.95)
DAY_OFF = 0.12  # arrivals on a day off, of a working day's
HOURS = np.array([1, 1, 1, 1, 1, 1, 2, 6, 14, 22, 24, 22, 18, 20, 22, 22, 20, 16, 11, 9, 8, 6, 4, 2], dtype=float)
UP_TO_HOUR = np.concatenate(([0.0], np.cumsum(HOURS) / HOURS.sum()))
HOUR_EDGES = np.linspace(0, 1, 25)

NET, REJECTED, DUPLICATE, TEST = range(4)
EXTRAS = {REJECTED: 0.05, DUPLICATE: 0.02, TEST: 0.006}  # handed over on top of what counts, of that
REASONS = ("wrong contact", "no budget", "student or job seeker", "competitor", "outside our markets")
NOT_NOW = ("not interested", "no budget", "bad timing", "chose another")


@dataclass(frozen=True)
class Timetable:
    """Open spans of one calendar, so that working time becomes a look-up."""

    opens: Ints
    closes: Ints
    until: Ints
    """Working seconds up to the end of each span."""

    @classmethod
    def of(cls, calendar: Calendar, first: date, end: date) -> "Timetable":
        """Lay out the local days from ``first`` up to ``end``, which is excluded."""
        spans = np.array([(a.timestamp(), b.timestamp()) for a, b in calendar.open_spans(first, end)], dtype=np.int64)
        return cls(spans[:, 0], spans[:, 1], np.cumsum(spans[:, 1] - spans[:, 0]))

    def worked(self, at: Ints) -> Ints:
        """Return the working seconds from the first day until each instant."""
        span = np.maximum(np.searchsorted(self.opens, at, "right") - 1, 0)
        return self.until[span] - np.clip(self.closes[span] - at, 0, self.closes[span] - self.opens[span])

    def when(self, worked: Ints) -> Ints:
        """Return the first instant at which so many seconds were worked."""
        span = np.minimum(np.searchsorted(self.until, worked, "left"), len(self.until) - 1)
        return self.closes[span] - (self.until[span] - worked)


@dataclass(frozen=True, slots=True)
class Clauses:
    """What each version says of each type of lead: arrays by version, then by type."""

    promise: Floats
    to_sql: Floats
    to_opportunity: Floats
    win: Floats
    order_value: Floats


@dataclass
class World:
    """What the leads meet: terms, calendars and the present."""

    agreements: Agreements
    at: datetime
    rng: np.random.Generator
    now: int = field(init=False)
    terms: Terms = field(init=False)
    kinds: list[tuple[str, str, Story]] = field(init=False)
    months: list[date] = field(init=False)

    def __post_init__(self) -> None:
        self.now = int(self.at.timestamp())
        self.terms = self.agreements.governing(self.at)
        self.kinds = [(s.name, t.name, STORIES.get(t.name, Story())) for s in self.terms.streams for t in s.lead_types]
        self.months = [month_of(local_day(self.at, self.terms.zone))]
        while len(self.months) < MONTHS:
            self.months.insert(0, previous_month(self.months[0]))
        first, end = self.months[0] - 60 * DAY, next_month(self.months[-1]) + 120 * DAY
        countries = {key for terms in self.agreements.versions for key in terms.countries}
        named = holidays.named(countries, first.year, end.year)
        self.days_off = {key: frozenset(found) for key, found in named.items()}
        self.starts = np.array([int(v.starts_at.timestamp()) for v in self.agreements.versions])
        self.timetables = [
            Timetable.of(version.calendar(self.days_off, *rep), first, end)
            for version in self.agreements.versions
            for rep in (*REPS, (None, None, None))
        ]
        self.clauses = self._clauses()

    def _clauses(self) -> Clauses:
        rows = []
        for version in self.agreements.versions:
            for stream, name, _ in self.kinds:
                clause = version.lead_type(stream, name) or self.terms.lead_type(stream, name)
                order = next((s.average_order_value for s in self.terms.streams if s.name == stream), None)
                rates = clause.rates if clause else None
                within = clause.respond_within if clause and clause.respond_within else timedelta(hours=4)
                ladder = (rates.mql_to_sql, rates.sql_to_opportunity, rates.win) if rates else (0.3, 0.7, 0.2)
                value = (clause and clause.average_order_value) or order or 1_000
                rows.append((within.total_seconds(), *map(float, ladder), float(value)))
        table = np.array(rows).reshape(len(self.agreements.versions), len(self.kinds), 5)
        return Clauses(*np.moveaxis(table, 2, 0))

    def version(self, at: Ints) -> Ints:
        """Return which version governs at each instant."""
        return np.maximum(np.searchsorted(self.starts, at, "right") - 1, 0)

    def clock(self, at: Ints, owner: Ints) -> Ints:
        """Return which timetable judges a lead that started then; owner -1 is nobody."""
        return self.version(at) * (len(REPS) + 1) + np.where(owner < 0, len(REPS), owner)

    def worked(self, at: Ints, clock: Ints) -> Ints:
        """Read each instant on its clock."""
        read = np.empty_like(at)
        for n in np.unique(clock):
            read[clock == n] = self.timetables[n].worked(at[clock == n])
        return read

    def when(self, worked: Ints, clock: Ints) -> Ints:
        """Return the instant at which each clock showed so many seconds."""
        instants = np.empty_like(worked)
        for n in np.unique(clock):
            instants[clock == n] = self.timetables[n].when(worked[clock == n])
        return instants

    @property
    def next_standup(self) -> int:
        """The stand-up after this instant."""
        calendar, clock = self.terms.calendar(self.days_off), self.terms.standup.at
        for day in days(local_day(self.at, self.terms.zone), next_month(self.months[-1]) + 60 * DAY):
            at = utc(day, clock.hour * 3600 + clock.minute * 60, self.terms.zone)
            if calendar.is_working_day(day) and at > self.at:
                return int(at.timestamp())
        return NEVER


@dataclass
class Leads:
    """Leads handed over, one entry each."""

    start: Ints
    kind: Ints
    fate: Ints
    owner: Ints
    waits: Flags
    """Placed to be waiting now."""


def write(folder: Path, agreements: Agreements, now: datetime, *, seed: int = 1) -> None:
    """Write leads.csv, touches.csv, deals.csv and reps.csv into ``folder``, which exists.

    Fourteen months that end at ``now``; equal arguments give equal files.
    """
    world = World(agreements, now, np.random.default_rng(seed))
    leads = arrivals(world)


def arrivals(world: World) -> Leads:
    """Hand over leads so that each month, and this month up to midnight, holds what the story says, net."""
    owed = placed(world)
    parts = [owed]
    for ago, month in zip(range(MONTHS - 1, -1, -1), world.months, strict=True):
        parts += [_month_of_type(world, owed, month, ago, kind) for kind in range(len(world.kinds))]
    leads = Leads(*(np.concatenate([getattr(p, name) for p in parts]) for name in Leads.__dataclass_fields__))
    return leads
