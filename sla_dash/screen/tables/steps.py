"""Where the time goes, as a table."""

from collections.abc import Sequence
from datetime import timedelta

from sla_dash import theme, words
from sla_dash.rules.steps import Line
from sla_dash.screen.sheet import Table


def lines(rows: Sequence[Line]) -> Table:
    """Lay out the steps in the order of the way; no times while few have taken a step."""

    def time(row: Line, found: timedelta | None) -> str:
        return theme.ABSENT if row.happened < theme.ENOUGH_EVENTS else theme.duration(found)

    return [
        {
            "Step": words.steps.NAMES[row.step],
            "Half by": time(row, row.median),
            "Nine in ten by": time(row, row.p90),
            "Entered": theme.count(row.n),
            "Done": theme.count(row.happened),
            "Still waiting": theme.count(row.waiting),
            "Closed first": theme.count(row.never),
        }
        for row in rows
    ]
