"""What the leads of the demo meet: the agreement's clauses, the reps' working time, and the present."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, Calendar, days, local_day, month_of, next_month, previous_month, utc
from sla_dash.demo.story import CRM_ZONE, MONTHS, REPS, STORIES, Story
from sla_dash.load import holidays

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]

NEVER = 1 << 40
"""An instant later than any: what lies after the present is still to come and is never written."""


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
        spans = list(calendar.open_spans(first, end))
        opens, closes = (np.array([int(span[n].timestamp()) for span in spans], dtype=np.int64) for n in (0, 1))
        return cls(opens, closes, np.cumsum(closes - opens, dtype=np.int64))

    def worked(self, at: Ints) -> Ints:
        """Return the working seconds from the first day until each instant."""
        span = np.maximum(np.searchsorted(self.opens, at, "right") - 1, 0)
        left: Ints = np.clip(self.closes[span] - at, 0, self.closes[span] - self.opens[span])
        return self.until[span] - left

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

    def local(self, at: Ints, *, offset: bool = False, day_first: bool = False) -> Texts:
        """Write instants as the CRM does, in its zone; empty for what is still to come."""
        utc_at = pd.to_datetime(np.minimum(at, self.now), unit="s", utc=True)
        wall = utc_at.tz_convert(CRM_ZONE).tz_localize(None).to_numpy().astype("datetime64[s]")
        text = np.datetime_as_string(wall)
        if offset:
            hours = (wall.astype(np.int64) - np.minimum(at, self.now)) // 3_600
            text = np.char.add(text, np.char.mod("+%02d:00", hours))
        else:
            text = np.char.replace(text, "T", " ")
        if day_first:
            text = np.array([f"{t[8:10]}.{t[5:7]}.{t[:4]}{t[10:]}" for t in text.tolist()])
        return np.where(at > self.now, "", text)

    @property
    def steps(self) -> list[tuple[int, int]]:
        """Day and attempts of each follow-up milestone; something usual where the agreement promises none."""
        return [(milestone.day, milestone.attempts) for milestone in self.terms.follow_up] or [(14, 3)]

    @property
    def last_standup(self) -> int:
        """The stand-up before this instant."""
        return max(at for at in self._standups() if at < self.now)

    @property
    def next_standup(self) -> int:
        """The stand-up after this instant."""
        return min(at for at in self._standups() if at > self.now)

    def _standups(self) -> list[int]:
        """Return when both sides meet in the weeks around this instant."""
        calendar, meets = self.terms.calendar(self.days_off), self.terms.standup.at
        around = local_day(self.at, self.terms.zone)
        second = meets.hour * 3_600 + meets.minute * 60
        working = (day for day in days(around - 30 * DAY, around + 30 * DAY) if calendar.is_working_day(day))
        return [int(utc(day, second, self.terms.zone).timestamp()) for day in working]
