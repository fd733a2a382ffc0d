"""What to know beside each promise, and how its numbers were counted."""

from sla_dash import glossary, theme, words
from sla_dash.access import Sight
from sla_dash.board import Board, Measure
from sla_dash.journal import Decided

FEW, MORE = 3, 4
"""Notes at a glance, and on a stop of their own."""


def of_both(board: Board, measure: Measure, decided: Decided, sight: Sight) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what to know at a glance: where the month lands, and what changed since the last stand-up."""
    if board.withheld:
        return (), ()
    total = board.delivery.lines[-1]
    return (words.delivery.lands_at(total, measure, board.month_terms.currency),), since(board, decided, sight)[:FEW]


def since(board: Board, decided: Decided, sight: Sight) -> tuple[str, ...]:
    """Say what changed since the last stand-up, gravest first; nothing by old records, or in a month that is over."""
    if board.month_is_over or board.withheld:
        return ()
    first, *more = words.since.sentences(board, decided, sight)
    began = f"Since {theme.weekday_and_time(board.last_standup, board.now_terms.zone)}: {first}"
    return began, *(f"{one[:1].upper()}{one[1:]}" for one in more)


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


def _terms(*names: str) -> tuple[str, ...]:
    return tuple(f"{name[:1].upper()}{name[1:]}: {glossary.TERMS[name]}" for name in names)
