"""A morning put together: its five stops, and whatever makes it none like the others."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board import Board, Measure, meanwhile
from sla_dash.journal import Decided
from sla_dash.output.meeting import drawn, notes, settling, sides, table
from sla_dash.output.meeting.model import Day, Part, Plain, Shown, Side, Stop
from sla_dash.words import occasion

MEASURES: tuple[Measure, ...] = ("leads", "value")


def day(board: Board, decided: Decided, sight: Sight) -> Day:
    """Return the stops of the morning that a board shows, with what was decided by then, for who sees so much."""
    told = occasion.of(board)
    with meanwhile(_aside(board)):
        return Day(
            theme.plain(words.records.morning(board)),
            theme.plain(words.records.reach(board)),
            _stops(board, decided, sight),
            Plain(told[0], tuple(told[1])) if told else None,
            words.records.stale(board) if board.withheld else "",
            sides.first(board),
        )


def _aside(board: Board) -> Callable[[], object]:
    """Return what finds, ahead of the stops that tell of it, how the last stand-up stood, and how sales does by now."""
    told = not (board.month_is_over or board.withheld) and board.since.compared
    before, beside = board.before if told else None, board.beside
    return lambda: (
        before and (before.contact.lines, before.delivery.lines),
        beside.contact.weeks,
        beside.follow_up.running,
        beside.act.queue,
    )


def _stops(board: Board, decided: Decided, sight: Sight) -> tuple[Stop, ...]:
    how = notes.how(board)
    selling = sides.sales(board)
    delivered = {one: sides.marketing(board, one) for one in MEASURES}
    glance: dict[Shown, tuple[Part, ...]] = {}
    alone: dict[Shown, tuple[Part, ...]] = {}
    for one, side in delivered.items():
        beside = notes.of_both(board, one, decided, sight)
        glance[one] = (_noted(side, beside[0]), _noted(selling, beside[1]))
        alone[one] = (replace(_noted(side, notes.of_marketing(board, one)), drawing=drawn.month(board, one)),)
    contacted = replace(_noted(selling, notes.of_sales(board)), drawing=drawn.weeks(board))
    settled = settling.settling(board, decided, sight)
    return (
        Stop("halves", glance, _plain(how[0])),
        Stop("side", alone, _plain(how[1])),
        Stop("side", _both(contacted), _plain(how[2])),
        Stop("table", _both(table.acting(board, notes.since(board, decided, sight), sight)), _plain(how[3])),
        Stop("settling", _both(settled), _plain(how[4])),
    )


def _both(part: Part) -> Mapping[Shown, tuple[Part, ...]]:
    return {"both": (part,)}


def _noted(side: Side, lines: tuple[str, ...]) -> Side:
    return replace(side, notes=_plain(lines))


def _plain(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(theme.plain, lines))
