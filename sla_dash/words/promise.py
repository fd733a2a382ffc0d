"""A better promise, in words."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from sla_dash import theme
from sla_dash.rules.promise import KEPT, Better
from sla_dash.statistics.survival import Curve, Share
from sla_dash.words.phrase import called


def finding(rows: Sequence[Better]) -> str:
    """Say for how many types another time than promised now is kept for the share worth promising."""
    told = [row for row in rows if row.window and row.promised]
    if not told:
        return "What could be promised instead: there is not enough to say yet"
    shorter = sum(row.window < row.promised for row in told if row.window and row.promised)
    longer = sum(row.window > row.promised for row in told if row.window and row.promised)
    instead = f"What could be promised instead for {theme.share(KEPT)} of leads"
    of = theme.counted(len(told), "type")
    if not shorter and not longer:
        return f"{instead}: what is promised now, to every type"
    if not shorter:
        return f"{instead}: {longer} of {of} {'needs' if longer == 1 else 'need'} more time"
    more = f" and {longer} {'needs' if longer == 1 else 'need'} more" if longer else ""
    return f"{instead}: {shorter} of {of} could promise less time{more}"


def within(found: Share | None, curve: Curve, against: Fraction = KEPT) -> str:
    """Say which share of leads a window would have been kept for, with its interval; only n while there are few.

    The share is told from the one that it is held ``against``.
    """
    if found is None or curve.events < theme.ENOUGH_EVENTS:
        return f"{theme.ABSENT} ({theme.counted(curve.n, 'lead')})"
    return f"{theme.share(found.share, against)} ({theme.span(found.low, found.high)})"


def timed(window: timedelta | None, found: Share | None, curve: Curve) -> str:
    """Write a time with the share of leads that it would have been kept for: 1 h 30 min: 82 % (80–83 %)."""
    return theme.duration(window) if window is None else f"{theme.duration(window)}: {within(found, curve)}"


def counted(rows: Sequence[Better]) -> list[str]:
    """Say how many leads of each type the evidence holds."""
    return [
        f"{called(row.lead_type)}: {row.contacted:,} of {row.n:,} leads contacted; the others wait, or were closed "
        "untouched"
        for row in rows
    ] + [
        "rounded up to 5 minutes up to an hour, to 15 up to four hours, to 30 up to eight, above to whole hours of "
        "working time"
    ]
