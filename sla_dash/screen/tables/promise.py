"""A better promise, as a table."""

from collections.abc import Sequence
from datetime import timedelta

from sla_dash import theme, words
from sla_dash.board import Evidence
from sla_dash.rules.promise import KEPT, Better
from sla_dash.screen.sheet import Table


def better(rows: Sequence[Better], evidence: Sequence[Evidence], window: timedelta) -> Table:
    """Lay out what could be promised to each type beside what is promised now, and how often ``window`` was kept."""
    return [
        {
            "Lead type": words.phrase.name(row.stream, row.lead_type, total=False),
            "Leads": theme.count(row.n),
            "Promised now": _promised_now(held),
            "Kept now": _kept_now(held),
            f"Could be kept for {theme.share(KEPT)}": "too early to tell"
            if row.too_early
            else words.promise.timed(row.window, row.share, held.curve),
            "Next shorter time": words.promise.timed(row.tighter, row.tighter_share, held.curve)
            if row.tighter
            else theme.ABSENT,
            f"Kept within {theme.duration(window)}": words.promise.within(held.curve.by(_minutes(window)), held.curve),
        }
        for row, held in zip(rows, evidence, strict=True)
    ]


def _promised_now(held: Evidence) -> str:
    if held.agreed is None:
        return theme.ABSENT
    window, share = held.agreed
    kept = held.curve.by(_minutes(window))
    return f"{theme.duration(window)} for {theme.share(share, kept.share if kept else None)}"


def _kept_now(held: Evidence) -> str:
    if held.agreed is None:
        return theme.ABSENT
    window, share = held.agreed
    return words.promise.within(held.curve.by(_minutes(window)), held.curve, share)


def _minutes(window: timedelta) -> float:
    return window / timedelta(minutes=1)
