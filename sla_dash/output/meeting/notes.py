"""What to know beside each promise, and how its numbers were counted."""

from collections.abc import Sequence

from sla_dash import glossary, theme, words
from sla_dash.access import Sight
from sla_dash.board import Board, Measure
from sla_dash.journal import Decided
from sla_dash.words.since import Note

FEW, MORE = 3, 4
"""Notes at a glance, and on a stop of their own."""


def of_both(board: Board, measure: Measure, decided: Decided, sight: Sight) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what each side is to know at a glance: where its month lands, what changed since the last stand-up.

    What is of both sides stands on sales' side, where there is room.
    """
    if board.withheld:
        return (), ()
    lands = words.delivery.lands_at(board.delivery.lines[-1], measure, board.month_terms.currency)
    found = _since(board, decided, sight)
    theirs = [one for one in found if one.side == "marketing"]
    return (lands, *_begun(theirs, board))[:FEW], _begun([one for one in found if one.side != "marketing"], board)[:FEW]


def since(board: Board, decided: Decided, sight: Sight) -> tuple[str, ...]:
    """Say what changed since the last stand-up, gravest first; nothing by old records, or in a month that is over."""
    return _begun(_since(board, decided, sight), board)


def of_marketing(board: Board, measure: Measure) -> tuple[str, ...]:
    """Return what to know about delivery: where each type lands, what each day must bring, what to do."""
    if board.withheld:
        return ()
    lines = board.delivery.lines
    found = [words.delivery.lands(lines[-1], measure, board.month_terms.currency)]
    if not board.month_is_over:
        found += words.remedy.to_do(board, lines)
    return tuple(found[:MORE])


def of_sales(board: Board) -> tuple[str, ...]:
    """Return what to know about contact: whom it speaks of, how long it took, and the worst hours."""
    if not board.load.has_touches:
        return (words.records.without_touches(),)
    if board.withheld:
        return ()
    total = board.contact.lines[-1]
    return (
        words.contact.people(total),
        words.contact.reached(total),
        words.hours.said(board.contact.hours, total.promised_share),
    )


def how(board: Board) -> tuple[tuple[str, ...], ...]:
    """Say of every stop how its numbers were counted."""
    delivered, reached = board.delivery.lines[-1], board.contact.lines[-1]
    marketing = (*words.delivery.counted(delivered, board), *_terms("range", "too close to call"))
    sales = (*words.contact.counted(reached), *_terms("in time"))
    return (
        (*marketing[:3], *sales[:1], *_terms("range", "in time")),
        (*marketing, *_terms("forecast")),
        (*sales, *_terms("working time")),
        (words.act.apart(board.act.owed[-1]), *_terms("late and waiting", "do not be on it")),
        _terms("decision", "what it did since"),
    )


def _since(board: Board, decided: Decided, sight: Sight) -> Sequence[Note]:
    return () if board.month_is_over or board.withheld else tuple(words.since.notes(board, decided, sight))


def _begun(notes: Sequence[Note], board: Board) -> tuple[str, ...]:
    """Say of the first of some notes since when, and let each of the others begin a sentence."""
    if not notes:
        return ()
    first, *more = (one.said for one in notes)
    began = f"Since {theme.weekday_and_time(board.last_standup, board.now_terms.zone)}: {first}"
    return began, *(f"{one[:1].upper()}{one[1:]}" for one in more)


def _terms(*names: str) -> tuple[str, ...]:
    return tuple(f"{name[:1].upper()}{name[1:]}: {glossary.TERMS[name]}" for name in names)
