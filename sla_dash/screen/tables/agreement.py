"""What was promised and where it stands, as a table."""

from collections.abc import Iterator
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.board import Board
from sla_dash.screen.sheet import Bar, Row, Table

DUE_AT = Fraction(2, 3)
"""Where on a bar what is due stands."""
GRAVEST = (theme.BAD, theme.EXCESS, theme.QUIET, theme.GOOD)


def promises(board: Board) -> Table:
    """Lay out every promise of the month on screen, each against what is due: those that are not kept first."""
    rows = [*_leads(board), *_contact(board), *_follow_up(board)]
    return [_row(*row) for row in sorted(rows, key=lambda row: GRAVEST.index(row[-1].colour))]


def _row(who: str, promise: str, bar: Bar | str, mark: theme.Mark) -> Row:
    return {"Who": who, "Promise": promise, "So far": bar, "Stands": mark}


def _leads(board: Board) -> Iterator[tuple[str, str, Bar | str, theme.Mark]]:
    wide = Fraction(board.month_terms.tolerance)
    for one in (line.so_far for line in board.delivery.lines[:-1]):
        if one.target is None:
            continue
        mark, named = theme.delivered(one.standing, could_be_chance=one.could_be_chance), words.phrase.name
        promise = f"{named(one.stream, one.lead_type, total=False)}: {theme.counted(one.target, 'lead')} this month"
        bar: Bar | str = theme.count(one.counts.net)
        if one.expected:
            length, span = one.counts.net / one.expected * DUE_AT, (DUE_AT * (1 - wide), DUE_AT * (1 + wide))
            told = f"{bar} of {theme.count(one.expected)} due"
            bar = Bar(told, float(length), mark.colour, float(DUE_AT), (float(span[0]), float(span[1])))
        yield "Marketing", promise, bar, mark


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
