"""The wall clock, read in this one place."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sla_dash.errors import SlaDashError

FIRST_YEAR, LAST_YEAR = 1970, 2099
"""The years in which anything on the board may lie."""
ENVIRONMENT = "SLA_DASH_NOW"


def now() -> datetime:
    """Return the present instant in UTC, or the one set in ``SLA_DASH_NOW``.

    Raises ``SlaDashError`` when the variable does not hold an instant with an offset.
    """
    text = os.environ.get(ENVIRONMENT)
    return instant(text) if text else datetime.now(UTC)  # noqa: TID251 - the one reading of the clock


def zone(localtime: Path = Path("/etc/localtime")) -> str | None:
    """Return the name of the time zone that this machine is set to; None where it is set to none that has a name."""
    found = os.environ.get("TZ", "").removeprefix(":") or str(localtime.resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(found).key if found else None
    except (ValueError, OSError, KeyError):
        return None


def instant(text: str, zone: ZoneInfo | None = None) -> datetime:
    """Read an ISO 8601 instant such as ``2026-11-19T09:00+01:00``; without an offset it is in ``zone``.

    The offset is required where ``zone`` is None. A plus that an address has turned into a space is read as the plus
    it was.
    """
    try:
        moment = datetime.fromisoformat(re.sub(r"(T\S+) (?=\d\d:?\d\d$)", r"\1+", text.strip()))
    except ValueError:
        moment = None
    if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise SlaDashError(f"{text!r} is too far away.", advice=f"Choose an instant from {FIRST_YEAR} to {LAST_YEAR}.")
    if moment and not moment.tzinfo and zone:
        moment = moment.replace(tzinfo=zone)
    if moment is None or moment.tzinfo is None:
        raise SlaDashError(
            f"{text!r} is not an instant with an offset.",
            advice="Write it like 2026-11-19T09:00+01:00 or 2026-11-19T08:00Z.",
        )
    return moment.astimezone(UTC)
