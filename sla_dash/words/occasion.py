"""Mornings that are none like the others, in words: a holiday, the first of a month, no agreement in force."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.board import Board
from sla_dash.calendar import next_month

Told = tuple[str, Sequence[str]]
"""A sentence, and what to know."""


def of(board: Board) -> Told | None:
    """Say why this is no morning like the others; None where it is one."""
    if board.month_is_over:
        return None
    terms, today = board.now_terms, board.today
    if board.as_of < terms.starts_at:
        return _before(board)
    if terms.ends_at and board.as_of >= terms.ends_at:
        return _run_out(board)
    if not board.calendar(board.month).is_working_day(today):
        return _no_working_day(board)
    return _first_morning(board) if board.pace.done == 0 else None


def _before(board: Board) -> Told:
    terms = board.now_terms
    return f"No agreement is in force on {theme.day(board.today)}.", (
        f"The first one, version {terms.version}, begins on {theme.full_day(terms.valid_from)}.",
        "Until then nothing is promised, and nothing is judged.",
    )


def _run_out(board: Board) -> Told:
    terms = board.now_terms
    return f"The agreement ran out on {theme.full_day(terms.until or board.today)}.", (
        f"No version after {terms.version} is signed: since then nothing is promised.",
        "Draft, propose and sign the next one on the Agreement page.",
    )


def _no_working_day(board: Board) -> Told:
    at = theme.day_and_time(board.next_standup, board.now_terms.zone)
    return f"{theme.day(board.today)} is no working day: no stand-up.", (f"The next one is on {at}.",)


def _first_morning(board: Board) -> Told:
    leads = board.delivery.lines[-1].judged("leads")
    promised = f"{theme.counted(int(leads.target), 'lead')} are promised" if leads.target else "nothing is promised"
    lines = [f"{theme.counted(board.pace.total, 'working day')}; nothing is due yet."]
    for one in () if board.stale else board.record.strip:
        if next_month(one.month) == board.month and one.judged.target is not None:
            mark = theme.delivered(one.judged.standing, could_be_chance=one.judged.could_be_chance)
            came = f"{theme.count(one.judged.delivered)} of {theme.count(one.judged.target)} leads"
            lines.append(f"{one.month:%B} ended with {came}: {mark.word.lower()}.")
    return f"{board.month:%B} begins: {promised}.", lines
