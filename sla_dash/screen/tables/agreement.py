"""What was promised and where it stands, as a table."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.board import Board
from sla_dash.screen.sheet import Bar, Row, Table

DUE_AT = Fraction(2, 3)
"""Where on a bar what is due stands."""
GRAVEST = (theme.BAD, theme.EXCESS, theme.QUIET, theme.GOOD)


def promises(board: Board) -> Table:
    """Lay out every promise of the month on screen, each against what is due: those that are not kept first."""
    rows = [*_value(board), *_leads(board), *_informed(board), *_contact(board), *_follow_up(board)]
    return [_row(*row) for row in sorted(rows, key=lambda row: GRAVEST.index(row[-1].colour))]


def broken(table: Table) -> int:
    """Count the promises of such a table that are not kept, by more than chance explains."""
    marks = (row["Stands"] for row in table)
    return sum(isinstance(one, theme.Mark) and one.colour in GRAVEST[:2] for one in marks)


def _row(who: str, promise: str, bar: Bar | str, mark: theme.Mark) -> Row:
    return {"Who": who, "Promise": promise, "So far": bar, "Stands": mark}


def _value(board: Board) -> Iterator[tuple[str, str, Bar | str, theme.Mark]]:
    one = board.delivery.lines[-1].so_far
    if one.value_target is not None:
        mark = theme.delivered(one.value_standing, could_be_chance=one.value_could_be_chance)
        worth, when = theme.money(one.value_target, board.month_terms.currency), words.contract.when(board)
        promise = f"Value of all leads: {worth} {when}"
        delivered = one.value_delivered or Fraction(0)
        yield "Marketing", promise, _by_now(board, delivered, one.value_expected, theme.money, mark), mark


def _leads(board: Board) -> Iterator[tuple[str, str, Bar | str, theme.Mark]]:
    for one in (line.so_far for line in board.delivery.lines[:-1]):
        if one.target is None:
            continue
        mark, when = theme.delivered(one.standing, could_be_chance=one.could_be_chance), words.contract.when(board)
        named = words.phrase.name(one.stream, one.lead_type, total=False)
        promise = f"{named}: {theme.counted(one.target, 'lead')} {when}"
        yield "Marketing", promise, _by_now(board, Fraction(one.counts.net), one.expected, theme.count, mark), mark


def _by_now(
    board: Board, found: Fraction, due: Fraction | None, said: Callable[[Fraction], str], mark: theme.Mark
) -> Bar | str:
    """Draw what was delivered beside what is or was due and its range; in words alone while nothing is."""
    if not due:
        return said(found)
    wide = Fraction(board.month_terms.tolerance)
    span = float(DUE_AT * (1 - wide)), float(DUE_AT * (1 + wide))
    by = "promised" if board.month_is_over else "due"
    return Bar(f"{said(found)} of {said(due)} {by}", float(found / due * DUE_AT), mark.colour, float(DUE_AT), span)


def _informed(board: Board) -> Iterator[tuple[str, str, Bar | str, theme.Mark]]:
    one = board.quality.lines[-1]
    if one.promised is not None and words.quality.is_judged(one):
        mark = theme.informed(one.standing, could_be_chance=one.could_be_chance)
        bar: Bar | str = theme.ABSENT
        if one.told is not None:
            bar = Bar(words.quality.share(one), float(one.told), mark.colour, float(one.promised))
        yield "Marketing", f"Minimum information on {words.quality.promised(one)} of leads", bar, mark


def _contact(board: Board) -> Iterator[tuple[str, str, Bar | str, theme.Mark]]:
    for one in board.contact.lines[:-1]:
        if one.promise is None or one.promised_share is None:
            continue
        mark = theme.contacted(one.standing, could_be_chance=one.could_be_chance)
        named, share = words.phrase.name(one.stream, one.lead_type, total=False), theme.share(one.promised_share)
        bar: Bar | str = theme.ABSENT
        if one.told:
            sure, aim = (one.told.low, one.told.high), float(one.promised_share)
            said = theme.share(one.told.share, one.promised_share)
            bar = Bar(said, float(one.told.share), mark.colour, aim, sure=sure)
        yield "Sales", f"{named}: contact within {theme.duration(one.promise)} for {share}", bar, mark


def _follow_up(board: Board) -> Iterator[tuple[str, str, Bar | str, theme.Mark]]:
    for one in board.follow_up.lines[:-1]:
        mark = theme.followed_up(one)
        bar = (
            Bar(words.followup.met(one), float(one.share or 0), mark.colour, 1.0, sure=one.interval)
            if one.decided
            else theme.ABSENT
        )
        yield "Sales", f"Follow-up: {one.attempts} attempts by day {one.day}", bar, mark
