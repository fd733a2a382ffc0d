"""What was decided and is still to be done, as a table."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sla_dash import theme, words
from sla_dash.board.decisions import Followed
from sla_dash.screen.sheet import Table


def still(rows: Sequence[Followed], zone: ZoneInfo, currency: str | None) -> Table:
    """Lay out open decisions, the longest overdue first, with what their number did since."""
    return [
        {
            "By when": words.decisions.mark(one, zone),
            "Who": words.phrase.called(one.decision.owner),
            "What": one.decision.what,
            "Its number": words.decisions.label(one) or theme.ABSENT,
            "Since": words.decisions.moved(one, currency) or theme.ABSENT,
        }
        for one in rows
    ]
