"""A better promise, as tables."""

from collections.abc import Sequence
from datetime import timedelta

from sla_dash import theme, words
from sla_dash.board import Evidence
from sla_dash.rules.promise import Better
from sla_dash.screen.sheet import Table


def better(rows: Sequence[Better], evidence: Sequence[Evidence]) -> Table:
    """Lay out what could be promised to each type beside what is promised now."""
    return [
        {
            "Leads": words.phrase.name(row.stream, row.lead_type, total=False),
            "n": theme.count(row.n),
            "Promised now": f"{theme.duration(held.agreed[0])} for {theme.share(held.agreed[1])}"
            if held.agreed
            else theme.ABSENT,
            "Kept now": words.promise.within(held.agreed and held.curve.by(_minutes(held.agreed[0])), held.curve)
            if held.agreed
            else theme.ABSENT,
            "Could be promised": "too early" if row.too_early else theme.duration(row.window),
            "Kept": words.promise.within(row.share, held.curve) if row.window else theme.ABSENT,
            "Next down": theme.duration(row.tighter) if row.tighter else theme.ABSENT,
            "Would be kept": words.promise.within(row.tighter_share, held.curve) if row.tighter else theme.ABSENT,
        }
        for row, held in zip(rows, evidence, strict=True)
    ]


def what_if(evidence: Sequence[Evidence], window: timedelta) -> Table:
    """Lay out how often one promise would have been kept for each type."""
    return [
        {
            "Leads": words.phrase.name(one.stream, one.lead_type, total=False),
            "n": theme.count(one.curve.n),
            f"Within {theme.duration(window)}": words.promise.within(one.curve.by(_minutes(window)), one.curve),
            "Promised now": f"{theme.duration(one.agreed[0])} for {theme.share(one.agreed[1])}"
            if one.agreed
            else theme.ABSENT,
        }
        for one in evidence
    ]


def _minutes(window: timedelta) -> float:
    return window / timedelta(minutes=1)
