"""The strptime formats that the shape of a text suggests; whether they read it, the loader's own macros say."""

import re
from datetime import UTC, datetime

from sla_dash.load import dates
from sla_dash.load.proposal.seen import Order

SECONDS, MILLISECONDS = dates.EPOCHS
_EPOCH = re.compile(r"(\d{10})(\.\d+|\d{3})?")
_PLAUSIBLE = (
    datetime(2000, 1, 1, tzinfo=UTC).timestamp(),
    datetime(2100, 1, 1, tzinfo=UTC).timestamp(),
)
_NUMERIC = re.compile(r"\d{1,2}([./-])\d{1,2}\1(\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_YEAR_FIRST = re.compile(r"\d{4}([./-])\d{1,2}\1\d{1,2}(?!\d)(.*)", re.DOTALL)
_COMPACT = re.compile(r"(?:19|20)\d{6}(?!\d)(.*)", re.DOTALL)
_DAY_NAMED = re.compile(r"\d{1,2}(\. |[ .-])([^\W\d_]{3,})([ .-])(\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_MONTH_NAMED = re.compile(r"([^\W\d_]{3,}) \d{1,2}(, | )(\d{4})(?!\d)(.*)", re.DOTALL)
_HOUR = re.compile(
    r"(?P<sep>, |T| - |  ?)\d{1,2}:\d{2}(?P<seconds>:\d{2}(?:(?P<point>[.,])\d+)?)?"
    r"(?P<gap> ?)(?P<half>[AaPp]\.? ?[Mm]\.?)?(?P<before> ?)(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?"
)
_SHORT_MONTH = 3


def formats(text: str) -> dict[str, Order | None]:
    """Return the formats that a text may have, each with the order that it takes day and month in; None where sure."""
    text = text.replace("\u202f", " ").replace("\xa0", " ")
    found: dict[str, Order | None] = {}
    if match := _NUMERIC.fullmatch(text):
        mark, year, rest = match.groups()
        end = f"{mark}%{'Y' if len(year) == 4 else 'y'}"
        found = {f"%d{mark}%m{end}": "day first", f"%m{mark}%d{end}": "month first"}
    elif match := _YEAR_FIRST.fullmatch(text):
        mark, rest = match.groups()
        found = {f"%Y{mark}%m{mark}%d": None}
    elif match := _COMPACT.fullmatch(text):
        rest = match[1]
        found = {"%Y%m%d": None}
    elif match := _DAY_NAMED.fullmatch(text):
        first, month, second, year, rest = match.groups()
        found = {f"%d{first}{name}{second}%{'Y' if len(year) == 4 else 'y'}": None for name in _months(month)}
    elif match := _MONTH_NAMED.fullmatch(text):
        month, second, _, rest = match.groups()
        found = {f"{name} %d{second}%Y": None for name in _months(month)}
    else:
        return {}
    hour = _hour(rest)
    return {} if hour is None else {f"{day}{hour}": order for day, order in found.items()}


def epoch(texts: list[str]) -> str | None:
    """Return the format of texts that are all seconds or all milliseconds since 1970, of the years 2000 to 2099."""
    found = set()
    for text in texts:
        match = _EPOCH.fullmatch(text)
        if match is None or not _PLAUSIBLE[0] <= int(match[1]) < _PLAUSIBLE[1]:
            return None
        found.add(MILLISECONDS if match[2] and not match[2].startswith(".") else SECONDS)
    return found.pop() if len(found) == 1 else None


def _months(word: str) -> tuple[str, ...]:
    return ("%b", "%B") if len(word) == _SHORT_MONTH else ("%B", "%b")


def _hour(rest: str) -> str | None:
    """Return the format of what follows the day; None where it is no time of day."""
    if not rest:
        return ""
    match = _HOUR.fullmatch(rest)
    if match is None:
        return None
    seconds = ":%S" if match["seconds"] else ""
    fraction = f"{match['point']}%f" if match["point"] else ""
    half = f"{match['gap']}%p" if match["half"] else ""
    gap = match["before"] or ("" if match["half"] else match["gap"])
    zone = f"{gap}%z" if match["zone"] else ""
    return f"{match['sep']}{'%I' if half else '%H'}:%M{seconds}{fraction}{half}{zone}"
