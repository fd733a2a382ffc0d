"""Public holidays, looked up once at loading so that the board needs no calendar of the world."""

from collections.abc import Iterable
from datetime import date

import holidays

from sla_dash.errors import AgreementError

Named = dict[tuple[str, str], dict[date, str]]
"""Name of each public holiday by (country, subdivision or "") and day."""


def countries() -> list[str]:
    """Return the two letters of every country whose public holidays are known."""
    return sorted(code for code in holidays.list_supported_countries() if len(code) == len("PL"))


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
