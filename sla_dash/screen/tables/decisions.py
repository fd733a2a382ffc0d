"""What was decided and is still to be done, as a table."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.board import Board
from sla_dash.board.decisions import Followed
from sla_dash.screen.sheet import Table


def still(rows: Sequence[Followed], board: Board) -> Table:
    """Lay out open decisions, the longest overdue first, with what their number did since."""
    return [
        {
            "By when": words.decisions.mark(one, board.now_terms.zone),
            "Who": words.phrase.called(one.decision.owner),
            "What": one.decision.what,
            "Its number": words.decisions.label(one) or theme.ABSENT,
            "Since": words.decisions.moved(one, board) or theme.ABSENT,
        }
        for one in rows
    ]
