"""Keys and values of the agreement as people write them."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from pydantic import BaseModel

from sla_dash import theme
from sla_dash.calendar import Interval

SHARES = frozenset(
    ("share", "mql_to_sql", "sql_to_opportunity", "win", "respond_share", "margin", "tolerance", "from", "to", "at")
)
"""Keys whose number is a part of a whole."""
LABELS = {
    "mql_to_sql": "MQL to SQL",
    "sql_to_opportunity": "SQL to opportunity",
    "win": "win rate",
    "leads_per_rep": "leads a rep",
}


def label(key: str) -> str:
    """Say a key."""
    return LABELS.get(key) or key.replace("_", " ")


def value(key: str, found: object) -> str:
    """Say a value of the agreement as people write it."""
    match found:
        case None:
            return "none"
        case bool():
            return "yes" if found else "no"
        case timedelta():
            return theme.duration(found)
        case time():
            return f"{found:%H:%M}"
        case date():
            return theme.full_day(found)
        case Decimal() if key in SHARES:
            return f"{(found * 100).normalize():f} %"
        case Decimal() | int():
            return f"{found:,}"
        case BaseModel():
            told = {k: v for k, v in found if v not in (None, "", (), {})}
            return ", ".join(f"{k.replace('_', ' ')} {value(k, v)}" for k, v in told.items())
        case tuple() if all(isinstance(one, tuple) for one in found):
            return opened(found)
        case tuple():
            return "; ".join(value("", one) for one in found) or "none"
        case dict() if all(k is None or isinstance(k, date) for k in found) and key != "overrides":
            return amounts(key, found)
        case dict():
            return "; ".join(f"{value('', k)}: {value(key, v)}" for k, v in found.items())
        case _:
            return str(found) or "nothing"


def opened(intervals: Iterable[Interval]) -> str:
    """Say when a day is open: 09:00–12:30, 13:00–17:30."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in intervals) or "closed"


def amounts(key: str, found: Mapping[date | None, Decimal] | Mapping[date | None, int]) -> str:
    """Say what holds every month, and what in single ones: 200,000; 210,000 in November 2026."""
    return "; ".join(f"{value(key, one)}{f' in {month:%B %Y}' if month else ''}" for month, one in found.items())


def _clock(second: int) -> str:
    return f"{second // 3600 % 24 if second != 86_400 else 24:02}:{second // 60 % 60:02}"
