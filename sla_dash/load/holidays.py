"""Public holidays, looked up once at loading so that the board needs no calendar of the world."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources

import holidays

from sla_dash.errors import AgreementError

Named = dict[tuple[str, str], dict[date, str]]
"""Name of each public holiday by (country, subdivision or "") and day."""


def countries() -> dict[str, str]:
    """Return the names of the countries whose public holidays are known by their two letters, in the order of names."""
    known = holidays.list_supported_countries()
    return {code: name for name, code in sorted((name, code) for code, name in _table("iso3166.tab") if code in known)}


def country_of(zone: str) -> str | None:
    """Return the two letters of the country that a time zone is of; None for one that is of none, or of several."""
    return next((code for code, _, name, *_ in _table("zone.tab") if name == zone), None)


@cache
def _table(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a table that comes with the time zones."""
    lines = (resources.files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))


def named(countries: Iterable[tuple[str, str]], first_year: int, last_year: int) -> Named:
    """Look up the public holidays of each country and subdivision, both years included.

    Raises ``AgreementError`` for a country or a subdivision that is not known.
    """
    return {key: _of(*key, range(first_year, last_year + 1)) for key in countries}


def _of(country: str, subdivision: str, years: range) -> dict[date, str]:
    known = holidays.list_supported_countries()
    if country not in known:
        raise AgreementError(
            f"holidays › country: {country!r} is not a country code that is known.",
            advice="Write the ISO 3166 code, like PL, US or GB; days of your own go under overrides.",
        )
    if subdivision and subdivision not in known[country]:
        raise AgreementError(
            f"holidays › subdivision: {subdivision!r} is not a part of {country} that is known.",
            advice=f"Known: {', '.join(known[country]) or 'none'}.",
        )
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=years)
    return {day: str(name) for day, name in sorted(found.items())}
