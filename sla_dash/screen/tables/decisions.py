"""What was decided and is still to be done, as a table."""

from collections.abc import Sequence
from itertools import accumulate
from zoneinfo import ZoneInfo

from sla_dash import theme, words
from sla_dash.board.decisions import Followed
from sla_dash.screen.sheet import Table

MOST, LINES = 4, 11
"""Open decisions of the first screenful, and the lines of text that they may take there."""
LETTERS = 38
"""Of a line."""


def first(rows: Sequence[Followed]) -> Sequence[Followed]:
    """Return as many open decisions as the first screenful has room for, at least one."""
    lines = accumulate(max(2, -(-len(one.decision.what) // LETTERS)) for one in rows)
    return rows[: max(1, sum(so_far <= LINES for so_far in lines))][:MOST]


def still(rows: Sequence[Followed], zone: ZoneInfo, currency: str | None) -> Table:
    """Lay out open decisions, the longest overdue first, with what their number did since."""
    return [
        {
            "By when": words.decisions.mark(one, zone),
            "Who": words.phrase.called(one.decision.owner),
            "What": one.decision.what,
            "About": words.decisions.label(one) or theme.ABSENT,
            "Since decided": words.decisions.moved(one, currency) or theme.ABSENT,
        }
        for one in rows
    ]
