"""Where messages go: the file ``notify.toml`` of a data folder, read and checked by name."""

import os
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sla_dash.agreement.fields import DayIntervals
from sla_dash.calendar import DAY, Interval, local_day, utc
from sla_dash.errors import SlaDashError, refusals
from sla_dash.load.mapping.mistakes import closest

FILE = "notify.toml"
EXAMPLE = 'manager = "mailto://user:password@mail.example.com?to=sales@example.com"'
ADVICE = f"Correct {FILE}; docs/alerts.md shows every key."
VARIABLE = re.compile(r"env:(\w+)")
"""How an address is written that stands in a variable of the environment, so that the file holds no secret."""
SCHEME = re.compile(r"[A-Za-z][\w+.-]*://\S")
WANTED = {
    "list_type": 'write addresses in brackets, like ["env:SLACK_URL"]',
    "tuple_type": 'write addresses in brackets, like ["env:SLACK_URL"]',
    "string_type": 'write an address in quotes, like "env:SLACK_URL"',
    "dict_type": 'write a table, like [owner] and then "rep 03" = "env:SLACK_URL"',
    "too_short": "needs at least one address",
}
"""What a person must write instead, by what pydantic calls the mistake."""


class NotifyError(SlaDashError):
    """Nobody can be told, or not everybody."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _address(text: str) -> str:
    if not VARIABLE.fullmatch(text) and not SCHEME.match(text):
        raise ValueError('is no address: write one of Apprise, like "mailto://…", or "env:NAME" of a variable')
    return text


Addresses = Annotated[
    tuple[Annotated[str, AfterValidator(_address)], ...], BeforeValidator(_listed), Field(min_length=1)
]
"""Addresses as Apprise writes them, or ``env:NAME``; one alone needs no brackets."""


class Book(BaseModel):
    """Who is told where; what stands nowhere is not told, but that leads of unknown owners are the manager's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quiet: DayIntervals = ()
    """Local times of whoever is told at which nothing is sent to owners, leads, managers and about standings."""
    owner: dict[str, Addresses] = {}
    """Of each rep, by the name that the records have."""
    owner_default: Addresses | None = None
    """Of reps who have none of their own."""
    lead: dict[str, Addresses] = {}
    """Of who leads a team, by its name."""
    manager: Addresses | None = None
    standings: Addresses | None = None
    """Who is told when a promise begins or ceases to be kept."""
    digest: Addresses | None = None
    """Who gets the stand-up of the morning."""
    admin: Addresses | None = None
    """Who is told when loading failed and when records are too old."""


def read(data: Path) -> Book:
    """Read the addresses of a data folder.

    Raises ``NotifyError`` where there are none, and for every mistake, without repeating an address.
    """
    path = data / FILE
    if not path.exists():
        raise NotifyError(
            f"There is no {FILE} in {data}, so nobody can be told.",
            advice=f"Write one; a line is enough: {EXAMPLE}. docs/alerts.md shows more.",
        )
    try:
        with refusals(f"{FILE} cannot be read"):
            raw = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotifyError(f"{FILE} is not UTF-8 text.", advice="Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise NotifyError(f"{FILE} is not valid TOML: {error}.", advice=ADVICE) from None
    try:
        return Book.model_validate(raw)
    except ValidationError as error:
        found = "".join(f"\n- {mistake}" for mistake in dict.fromkeys(_mistakes(error)))
        raise NotifyError(f"{FILE} cannot be used:{found}", advice=ADVICE) from None


def resolved(address: str) -> str | None:
    """Return an address as it is written, or as the variable has it that it names; None where that is not set."""
    named = VARIABLE.fullmatch(address)
    return (os.environ.get(named[1]) or "").strip() or None if named else address


def quiet_until(at: datetime, quiet: tuple[Interval, ...], zone: ZoneInfo) -> datetime | None:
    """Return when the quiet hours end in which an instant falls, in a zone; None where it falls in none.

    Each begins with its first instant, and is over with its last.
    """
    today = local_day(at, zone)
    every = (_span(day, interval, zone) for day in (today - DAY, today) for interval in quiet)
    return max((ends for begins, ends in every if begins <= at < ends), default=None)


def _span(day: date, interval: Interval, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return utc(day, interval[0], zone), utc(day, interval[1], zone)


def _mistakes(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            yield f"{place} is no key of {FILE}{closest(place, Book.model_fields)}"
        else:
            said = WANTED.get(one["type"]) or one["msg"].removeprefix("Value error, ")
            yield f"{place}: {said}"
