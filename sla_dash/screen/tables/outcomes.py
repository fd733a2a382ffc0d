"""What became of the leads, as tables."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.records import queries
from sla_dash.screen.sheet import Table
from sla_dash.words.phrase import NO_STREAM, NO_TYPE


def outcomes(found: Sequence[queries.outcomes.Outcome]) -> Table:
    """Lay out leads and wins by lead type; under ten wins there is no percentage."""
    return [
        {
            "Stream": one.stream or NO_STREAM,
            "Lead type": one.lead_type or NO_TYPE,
            "Leads": theme.count(one.leads),
            "Won": theme.count(one.won),
            "Share won": theme.ABSENT if one.won < theme.ENOUGH_EVENTS else theme.fine_share(one.share),
        }
        for one in found
    ]


def months(found: Sequence[queries.outcomes.MonthCount]) -> Table:
    """Lay out leads and wins by month, the newest first."""
    return [
        {"Month": f"{one.month:%Y-%m}", "Leads": theme.count(one.leads), "Won": theme.count(one.won)}
        for one in reversed(found)
    ]
