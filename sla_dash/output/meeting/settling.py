"""What is to be settled: what the board proposes of its own findings, and what is still open from before."""

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board import Board, decisions, settle
from sla_dash.journal import Decided
from sla_dash.output.meeting.model import Open, Question, Settling
from sla_dash.words import spoken


def settling(board: Board, decided: Decided, sight: Sight) -> Settling:
    """Return the questions of a morning, the gravest first, and the open decisions, the first due first."""
    zone = board.now_terms.zone
    followed = [one for one in decisions.followed(board, decided) if one.open]
    answered = {one.decision.what for one in followed}  # also those that are about no number
    questions = tuple(
        Question(one.key, asked, words.settle.evidence(one, board, sight))
        for one in settle.proposals(board, decided)
        if (asked := words.settle.question(one, board)) not in answered
    )
    still = tuple(
        Open(
            one.decision.id,
            words.decisions.mark(one, zone),
            theme.plain(one.decision.what),
            theme.plain(one.decision.owner),
            theme.plain(words.decisions.since(one, board)),
        )
        for one in followed
    )
    return Settling(spoken.settling(len(still), len(questions)), still, questions)
