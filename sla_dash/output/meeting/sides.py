"""Both promises, each as a sentence, its numbers and a bar a type."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sla_dash import theme
from sla_dash.board import Board, DeliveryLine, Measure
from sla_dash.output.meeting.model import Bar, Number, Side
from sla_dash.rules.contact import InTime
from sla_dash.rules.delivery import Judged, Standing
from sla_dash.theme import Mark
from sla_dash.words import contact, delivery, spoken
from sla_dash.words.phrase import NO_TYPE, amount

ROOM = 1.25
"""A bar may be this much longer than what the range reaches."""
NOT_JUDGED = Mark(theme.ABSENT, "Not judged", theme.QUIET)
NOT_MEASURED = Mark(theme.ABSENT, "Not measured", theme.QUIET)


def marketing(board: Board, measure: Measure) -> Side:
    """Return marketing's promise, in leads or in their value first: what is wrong is what is drawn."""
    lines = board.delivery.lines
    total = lines[-1]
    other: Measure = "leads" if measure == "value" else "value"
    numbers = tuple(_delivered(total, one, board) for one in (measure, other) if total.has(one))
    side = Side(spoken.marketing(lines, board), numbers, tuple(_bars(lines[:-1], measure, board)))
    return _withheld(side, "Marketing", board)


def sales(board: Board) -> Side:
    """Return sales' promise."""
    lines, owed = board.contact.lines, board.act.owed[-1]
    total = lines[-1]
    sentence = spoken.sales(lines, board)
    if not board.load.has_touches:
        return Side(sentence, bars=tuple(_unmeasured(board)))
    then = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
    told, late, *_ = contact.headlines(total, owed, then)
    promised = f"{contact.promised(total)} promised, " if total.promised_share else ""
    numbers = [Number(told.value, told.mark, f"{promised}{theme.counted(total.n, 'lead')}")]
    if not board.month_is_over:
        numbers.append(Number(late.value, late.mark, "late and waiting", loud=owed.breached_waiting > 0))
    return _withheld(Side(sentence, tuple(numbers), tuple(_reached(lines[:-1]))), "Sales", board)


def first(board: Board) -> Measure:
    """Return the measure that shows what is wrong: value where it is behind and the leads are not, or not as surely."""
    total = board.delivery.lines[-1]
    value, leads = total.judged("value"), total.judged("leads")
    behind = value.standing is Standing.BELOW
    return "value" if behind and (not value.could_be_chance or leads.standing is not Standing.BELOW) else "leads"


def _withheld(side: Side, who: str, board: Board) -> Side:
    """Take every verdict away where the records end too early to judge by."""
    latest = board.withheld
    if latest is None:
        return side
    return Side(
        spoken.withheld(who, theme.day_and_time(latest, board.now_terms.zone)),
        tuple(replace(one, mark=NOT_JUDGED, loud=False) for one in side.numbers),
        tuple(replace(one, mark=NOT_JUDGED) for one in side.bars),
    )


def _delivered(total: DeliveryLine, measure: Measure, board: Board) -> Number:
    judged = total.judged(measure)
    mark = theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
    said = delivery.held(judged, measure, board.month_terms.currency, over=board.month_is_over)
    return Number(amount(judged.delivered, measure), mark, said, loud=True)


def _bars(lines: Sequence[DeliveryLine], measure: Measure, board: Board) -> Iterator[Bar]:
    """Yield a row a type, the worst first, all on one scale of what is due."""
    tolerance = float(board.delivery.tolerance)
    most = (1 + tolerance) * ROOM
    shown = [line for line in lines if line.has(measure)]
    for line in sorted(shown, key=lambda line: _part(line.judged(measure))):
        judged = line.judged(measure)
        name, mark = _name(line.kind[1]), theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
        if not judged.expected:
            yield Bar(name, 0.0, None, None, mark, amount(judged.delivered, measure))
            continue
        band = ((1 - tolerance) / most, (1 + tolerance) / most)
        said = f"{amount(judged.delivered, measure)} of {amount(judged.expected, measure)}"
        yield Bar(name, min(_part(judged)[1] / most, 1.0), 1 / most, band, mark, said)


def _part(judged: Judged) -> tuple[int, float]:
    """Return how much of what is due has come; what nothing is due of comes last."""
    return (0, float(judged.delivered) / float(judged.expected)) if judged.expected else (1, 0.0)


def _reached(lines: Sequence[InTime]) -> Iterator[Bar]:
    """Yield a row a promise, the one furthest from its share first."""
    promised = [line for line in lines if line.promise is not None]
    for line in sorted(promised, key=_short):
        mark = theme.contacted(line.standing, could_be_chance=line.could_be_chance)
        name = f"{_name(line.lead_type)} {theme.duration(line.promise)}"
        asked = float(line.promised_share or 0)
        length = line.told.share if line.told else None
        yield Bar(name, length, asked, (asked, 1.0), mark, contact.of_promised(line))


def _short(line: InTime) -> tuple[int, float]:
    return (1, 0.0) if line.told is None else (0, line.told.share - float(line.promised_share or 0))


def _unmeasured(board: Board) -> Iterator[Bar]:
    for stream in board.month_terms.streams:
        for one in stream.lead_types:
            if one.respond_within and board.on_screen((stream.name, one.name)):
                name = f"{_name(one.name)} {theme.duration(one.respond_within)}"
                yield Bar(name, None, None, None, NOT_MEASURED, "not measured")


def _name(name: str | None) -> str:
    return theme.plain(name or NO_TYPE)
