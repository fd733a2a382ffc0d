"""A better promise, in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.rules.promise import KEPT, Better
from sla_dash.statistics.survival import Curve, Share
from sla_dash.words.phrase import called


def kept(rows: Sequence[Better]) -> str:
    """Say what could be promised to each type, types without an answer or without a clause left out."""
    told = [
        f"{theme.strong(called(row.lead_type))} {theme.duration(row.window)} ({theme.share(row.share.share)})"
        for row in rows
        if row.window and row.share and row.promised
    ]
    return f"Kept for {theme.share(KEPT)} of leads: {' · '.join(told)}." if told else "There is not enough to say yet."


def within(found: Share | None, curve: Curve) -> str:
    """Say which share of leads a window would have been kept for, with its interval; only n while there are few."""
    if found is None or curve.events < theme.ENOUGH_EVENTS:
        return f"{theme.ABSENT} (n {theme.count(curve.n)})"
    return f"{theme.share(found.share, KEPT)} ({theme.span(found.low, found.high)})"


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
