"""When people work and meet, as an agreement says it."""

import re
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sla_dash.agreement.fields import As, DayIntervals, Duration, Zone, seen
from sla_dash.calendar import Interval

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


STOPS = 5
"""Of the meeting: both promises, delivery, contact, who acts, decisions."""
Minutes = Annotated[int, Field(gt=0, le=240)]


class Part(BaseModel):
    """Any part of the agreement: frozen, and without keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)


class Standup(Part):
    """When both sides meet, in the agreement's zone, on its working days."""

    at: time
    """Local time of the meeting; what is due before the next one is on the list."""
    minutes: Minutes = 15
    """How long it takes, in minutes."""
    stops: Annotated[tuple[Minutes, ...], As.SERIES] = (2, 3, 3, 5, 2)
    """Minutes for each of its five stops: both promises, delivery, contact, who acts, decisions."""
    seconds_on_wall: Annotated[int, Field(ge=5, le=600)] = 20
    """How long a screen on a wall shows each stop, in seconds."""
    leads: Literal["counted", "named"] = "counted"
    """Whether the stand-up names the lead that waits longest; a wall shows it to whoever walks by."""
    stale_after: Duration | None = None
    """Working time after which records are too old to judge by; nothing where the last working day must be in them."""

    @field_validator("at", mode="before")
    @classmethod
    def _clock(cls, value: object) -> object:
        if not isinstance(value, time) and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
            raise ValueError(f'{seen(value)} is not a time of day: write it like "09:00"')
        return value

    @field_validator("stops")
    @classmethod
    def _one_each(cls, stops: tuple[int, ...]) -> tuple[int, ...]:
        if len(stops) != STOPS:
            raise ValueError(f"has {len(stops)} numbers: write the minutes of all five, like [2, 3, 3, 5, 2]")
        return stops


class WorkingWeek(Part):
    """Local intervals for each weekday; a day left out is closed."""

    monday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""
    tuesday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""
    wednesday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""
    thursday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""
    friday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""
    saturday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""
    sunday: DayIntervals = ()
    """When people work: the clock of a promise stands still outside."""

    @property
    def intervals(self) -> tuple[tuple[Interval, ...], ...]:
        """Seven entries, Monday first, in seconds of the local day."""
        return tuple(getattr(self, day) for day in WEEKDAYS)

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        if not any(self.intervals):
            raise ValueError('opens on no day: give at least one, like monday = ["09:00-17:00"]')
        return self


class Holidays(Part):
    """Public holidays of a country (ISO code) and part of it, then the days that differ."""

    country: str | None = None
    """Two letters of the country whose public holidays are days off."""
    subdivision: str | None = None
    """The part of the country, where holidays differ within it."""
    overrides: dict[date, DayIntervals] = {}
    """Days that differ: closed, or when they are open; intervals open a day even on a holiday."""

    @model_validator(mode="after")
    def _part_of_a_country(self) -> Self:
        if self.subdivision and not self.country:
            raise ValueError("has a subdivision without its country: name both")
        return self

    @property
    def key(self) -> tuple[str, str]:
        """Country and subdivision, "" where not given."""
        return self.country or "", self.subdivision or ""


class Schedule(Part):
    """Working time of one team or one rep where it differs from the agreement's own; what is left out is the same.

    Days of its own come on top of the team's and the agreement's, and win on the same day.
    """

    team: str | None = None
    """The team whose hours differ; a team or a rep, not both."""
    rep: str | None = None
    """The rep whose hours differ."""
    timezone: Zone | None = None
    """The zone that they work in."""
    working_week: WorkingWeek | None = None
    holidays: Holidays | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.team is None) == (self.rep is None):
            raise ValueError("is for a team or for a rep: name exactly one")
        return self
