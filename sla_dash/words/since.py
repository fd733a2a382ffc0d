"""What changed since the last stand-up, in short sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.board import UNASSIGNED, Board, Move
from sla_dash.journal import Decided
from sla_dash.journal.decisions import Decision
from sla_dash.rules import contact, delivery
from sla_dash.rules.since import Turned, Why
from sla_dash.words.phrase import called, name, other

UNCHANGED = "nothing changed"
NEW_MONTH = "a new month: standings begin anew"
CLOSE = "now too close to call"
NAMED = 3
"""Reps or decisions named in one sentence; the others are counted."""
BEFORE = (delivery.Standing.NOTHING_DUE, delivery.Standing.NO_TARGET)
"""Where leads stand while nothing is due of them."""
CLEAR, CHANCE = 2, 1
"""How wrong a promise is, as ``Stood.trouble`` tells it."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that changed."""

    said: str
    side: Literal["marketing", "sales", "both"] = "both"
    """Whose promise it is about."""


def sentences(board: Board, decided: Decided, sight: Sight) -> Iterator[str]:
    """Yield what changed, whoever it is about."""
    return (one.said for one in notes(board, decided, sight))


def notes(board: Board, decided: Decided, sight: Sight) -> Iterator[Note]:
    """Yield what changed, the weightiest first, so that the first few can stand alone; at least one.

    After the new leads come promises that broke, the list of late leads and those who were asked to keep off it, then
    what may be chance, then what became better. Reps who may not be named are counted.
    """
    found, turns = board.since, board.since.turns(decided)
    *reps, total = found.turned
    first = [move for move in found.moves if move.was.standing in BEFORE and move.now.trouble != CLEAR]
    moves = [move for move in found.moves if move not in first]
    worse = [move for move in moves if move.worse]
    said = [
        *([Note(NEW_MONTH)] if found.new_month else []),
        *_moved((move for move in worse if move.now.trouble == CLEAR), board),
        *_of_sales(late(reps, total, sight)),
        *map(Note, _decisions(turns.overdue, "became overdue")),
        *_of_sales(on_it(reps, sight)),
        *_moved((move for move in worse if move.now.trouble == CHANCE), board),
        *_of_sales(asked(total)),
        *_moved((move for move in moves if not move.worse), board),
        *map(Note, first_verdicts(first)),
        *map(Note, _decisions(turns.due, "due today")),
        *_of_sales(kept_off(reps, sight)),
        *map(Note, _decisions(turns.done, "done")),
    ]
    if not said and not found.leads:
        yield Note(UNCHANGED)
        return
    handed = f"{theme.counted(found.leads, 'lead')} handed over" if found.leads else "no lead handed over"
    yield Note(handed, "marketing")
    yield from said


def moved(move: Move, board: Board) -> str:
    """Say which standing moved, whereto and why: "outbound fell below the range: fewer leads"."""
    if isinstance(move.now.standing, contact.Standing):
        who = "all leads" if move.total else _kind(move, board)
        return f"contact promise for {who} {_kept(move)}{_because(move, board)}"
    who = _kind(move, board) if not move.total else "value" if move.promise == "value" else "all leads"
    return f"{who} {_placed(move)}{_because(move, board)}"


def first_verdicts(moves: Sequence[Move]) -> Iterator[str]:
    """Yield how many standings were judged for the first time this month and are not wrong by more than chance."""
    chance, other = (sum(bool(move.now.trouble) is wrong for move in moves) for wrong in (True, False))
    parts = [f"{other:,} well"] if other else []
    parts += [f"{chance:,} too close to call"] if chance else []
    if parts:
        yield f"first verdicts of the month: {', '.join(parts)}"


def late(reps: Sequence[Turned], total: Turned, sight: Sight) -> Iterator[str]:
    """Yield how many leads left the list of late ones, and how many joined it, by whom."""
    parts = [f"{total.left:,} left the late list"] if total.left else []
    if total.joined:
        joined = sorted((one for one in reps if one.joined), key=lambda one: -one.joined)
        by = f": {_by(joined, lambda one: _counted(one, one.joined), sight)}" if sight.of(joined) else ""
        parts.append(f"{total.joined:,} joined {'it' if parts else 'the late list'}{by}")
    if parts:
        yield ", ".join(parts)


def on_it(reps: Sequence[Turned], sight: Sight) -> Iterator[str]:
    """Yield who was asked not to be on the list and is on it."""
    found = sorted((one for one in reps if one.late), key=lambda one: -one.late)
    if found:
        by = _by(found, lambda one: f"{_who(one)} ({one.late:,} of {one.asked:,})", sight)
        yield f"due at the last stand-up and still not called: {by}"


def asked(total: Turned) -> Iterator[str]:
    """Yield how many of the leads that were due were contacted in time, where some were not."""
    if total.missed:
        yield f"of {theme.counted(total.asked, 'lead')} due at the last stand-up {total.in_time:,} contacted in time"


def kept_off(reps: Sequence[Turned], sight: Sight) -> Iterator[str]:
    """Yield who was asked, and contacted every lead in time."""
    found = sorted((one for one in reps if one.kept and one.rep), key=lambda one: -one.asked)
    if len(found) == 1:
        count = f"all {found[0].asked:,}" if found[0].asked > 1 else "the one lead"
        who = _who(found[0]) if sight.names(found[0].rep) else f"1 {other(sight)}"
        yield f"{who} contacted {count} due at the last stand-up in time"
    elif found:
        by = f": {_by(found, lambda one: _counted(one, one.asked), sight)}" if sight.of(found) else ""
        yield f"{len(found):,} reps contacted all due at the last stand-up in time{by}"


def _decisions(found: Sequence[Decision], became: str) -> Iterator[str]:
    """Yield which decisions took a turn."""
    if found:
        named = _listed([f"{called(one.what)} – {called(one.owner)}" for one in found], "decision")
        yield f"{theme.counted(len(found), 'decision')} {became}: {named}"


def _moved(moves: Iterable[Move], board: Board) -> Iterator[Note]:
    for move in moves:
        yield Note(moved(move, board), "sales" if move.promise == "contact" else "marketing")


def _of_sales(said: Iterable[str]) -> Iterator[Note]:
    return (Note(one, "sales") for one in said)


def _placed(move: Move) -> str:
    """Say where a standing of delivery went."""
    was, now = move.was.standing, move.now.standing
    sides = {delivery.Standing.BELOW: ("fell", "below"), delivery.Standing.ABOVE: ("rose", "above")}
    if move.now.could_be_chance:
        return CLOSE
    if now in sides:
        went, where = sides[delivery.Standing(now)]
        if was in BEFORE:
            return f"{where} the range"
        return f"is now clearly {where} the range" if was is now else f"{went} {where} the range"
    if now is delivery.Standing.IN:
        return "back in the range" if move.was.trouble else "in the range"
    return f"has {now}" if now is delivery.Standing.NO_TARGET else str(now)


def _kept(move: Move) -> str:
    """Say what became of sales' promise."""
    was, now, chance = move.was.standing, move.now.standing, move.now.could_be_chance
    if now is contact.Standing.KEPT:
        return "kept again" if move.was.trouble else "kept"
    if now is not contact.Standing.NOT_KEPT:
        return str(now)
    if chance:
        return CLOSE
    if was is now:
        return "not kept by more than chance"
    return "no longer kept" if was is contact.Standing.KEPT else "not kept"


def _because(move: Move, board: Board) -> str:
    """Say why; nothing where that goes without saying: something was due for the first time."""
    if move.why is Why.VERSION:
        return f": version {board.now_terms.version} of the agreement"
    if move.why is Why.TARGET:
        return ": another target"
    before = move.was.standing
    if before in BEFORE:
        return ""
    if move.promise == "contact":
        if before is not contact.Standing.KEPT and not move.was.trouble:
            return ""
        return f": more {'late' if move.worse else 'in time'}"
    more = _more(move)
    what = "value came" if move.promise == "value" else "leads"
    fewer = "less" if move.promise == "value" else "fewer"
    return f": {'more' if more else fewer} {what}"


def _more(move: Move) -> bool:
    """Tell whether more came than was due: into the range from below, above it, or nearer to it from below."""
    if move.now.standing is delivery.Standing.IN:
        return move.was.standing is delivery.Standing.BELOW
    nearer = move.now.standing is move.was.standing and not move.worse
    return (move.now.standing is delivery.Standing.ABOVE) is not nearer


def _kind(move: Move, board: Board) -> str:
    """Call a type of lead, with its stream where another one has a type of the same name."""
    alike = [one for one in board.now_terms.streams if any(kind.name == move.lead_type for kind in one.lead_types)]
    return name(move.stream, move.lead_type, total=False) if len(alike) > 1 else called(move.lead_type)


def _who(one: Turned) -> str:
    return called(one.rep, UNASSIGNED)


def _counted(one: Turned, count: int) -> str:
    return f"{_who(one)} ({count:,})" if count > 1 else _who(one)


def _by(found: Sequence[Turned], told: Callable[[Turned], str], sight: Sight) -> str:
    """Name who may be named, and count the others."""
    seen = sight.of(found)
    parts, others = [told(one) for one in seen], len(found) - len(seen)
    counted = [theme.counted(others, other(sight))] if others else []
    return ", ".join([*([_listed(parts, "rep")] if parts else []), *counted])


def _listed(parts: Sequence[str], noun: str) -> str:
    more = len(parts) - NAMED
    tail = [f"{theme.counted(more, noun)} more"] if more > 0 else []
    return ", ".join([*parts[:NAMED], *tail])
