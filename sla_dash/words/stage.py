"""The stage: five stops of a stand-up as finished words, marks and lengths, for a screen to lay out and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sla_dash import theme
from sla_dash.board import UNASSIGNED, Board, DeliveryLine, Measure
from sla_dash.rules.contact import InTime
from sla_dash.rules.delivery import Standing
from sla_dash.theme import Mark
from sla_dash.words import contact, delivery, remedy, spoken
from sla_dash.words.phrase import amount, called

ROOM = 1.25
"""A bar may be this much longer than what the longest band reaches."""


@dataclass(frozen=True, slots=True)
class Number:
    """One large number, and what is said beside it."""

    value: str
    mark: Mark
    beside: str
    loud: bool
    """Whether its own colour repeats the mark."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, a bar with what was promised and the band around it, and the numbers in words."""

    name: str
    length: float | None
    """Of the bar, in parts of the row, 0 to 1; None where nothing was measured."""
    due: float | None
    band: tuple[float, float] | None
    mark: Mark
    said: str


@dataclass(frozen=True, slots=True)
class Half:
    """One side's promise: a sentence, its numbers and a row a type."""

    sentence: str
    numbers: tuple[Number, ...]
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; each cell a text and whether it stands out."""

    cells: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Who has to act, by name."""

    sentence: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: what it shows, by measure; "both" where the measure changes nothing."""

    kind: str
    parts: dict[str, tuple[Half | Table, ...]]
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that the screen shows in one meeting."""

    left: str
    foot: str
    records: str
    stops: tuple[str, ...]
    """Their names."""
    days: tuple[tuple[Stop, ...], ...]
    """Today's stops, then those of the stand-up before."""
    measure: Measure
    """Shown first."""
    more: tuple[str, ...]
    """What is said where so many rows have no room."""
    keys: tuple[tuple[str, str], ...]
    colours: dict[str, str]


STOPS = ("Both promises", "Delivery", "Contact", "Who acts", "Decisions")
KEYS = (
    ("→ ← 1–5", "the next stop, the one before, a stop"),
    ("V", "leads or value"),
    ("Y", "this stand-up or the one before"),
    ("H", "how it was counted"),
    ("D", "light or dark"),
    ("F", "the whole screen"),
    ("T", "the clock of the meeting"),
    ("Esc", "leave"),
)
MOST = 60


def stage(board: Board) -> Stage:
    """Return the stage of a morning."""
    terms, zone = board.now_terms, board.now_terms.zone
    latest = board.load.latest_at
    return Stage(
        f"{theme.day(board.today)} · working day {board.pace.done} of {board.pace.total} · agreement {terms.version}",
        "press ? for the keys",
        f"records to {theme.day_and_time(latest, zone) if latest else theme.ABSENT}",
        STOPS,
        (stops(board),),
        "value" if _value_first(board) else "leads",
        ("", *(f"+{n} more" for n in range(1, MOST))),
        KEYS,
        {},
    )


def stops(board: Board) -> tuple[Stop, ...]:
    """Return the stops of a morning."""
    measures: tuple[Measure, ...] = ("leads", "value")
    return (
        Stop("halves", {one: (marketing(board, one), sales(board)) for one in measures}),
        Stop("one", {one: (marketing(board, one),) for one in measures}),
        Stop("one", {"both": (sales(board),)}),
        Stop("list", {"both": (acting(board),)}),
    )


def both(board: Board) -> tuple[Half, Half]:
    """Return both promises at a glance."""
    return marketing(board, "value" if _value_first(board) else "leads"), sales(board)


def marketing(board: Board, measure: Measure) -> Half:
    """Return marketing's promise, in leads or in their value first: what is wrong is what is drawn."""
    lines = board.delivery.lines
    total = lines[-1]
    other: Measure = "leads" if measure == "value" else "value"
    numbers = [_delivered(total, one, board) for one in (measure, other) if total.has(one)]
    notes = [delivery.lands(total, measure)]
    return Half(spoken.marketing(lines, board), tuple(numbers), tuple(_bars(lines[:-1], measure, board)), tuple(notes))


def sales(board: Board) -> Half:
    """Return sales' promise."""
    lines, owed = board.contact.lines, board.act.owed[-1]
    total = lines[-1]
    sentence = spoken.sales(lines, board)
    if not board.load.has_touches:
        return Half(sentence, (), tuple(_unmeasured(board)))
    at = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
    told = Number(
        contact.headlines(total, owed, at)[0].value,
        theme.contacted(total.standing, could_be_chance=total.could_be_chance),
        f"{contact.promised(total)} promised, {theme.counted(total.n, 'lead')}",
        loud=False,
    )
    late = contact.headlines(total, owed, at)[1]
    waiting = Number(late.value, late.mark, "late now", loud=owed.breached_waiting > 0)
    return Half(sentence, (told, waiting), tuple(_reached(lines[:-1])))


def _value_first(board: Board) -> bool:
    total = board.delivery.lines[-1]
    value, leads = total.judged("value"), total.judged("leads")
    return value.standing is Standing.BELOW and (not value.could_be_chance or leads.standing is not Standing.BELOW)


def _delivered(total: DeliveryLine, measure: Measure, board: Board) -> Number:
    judged = total.judged(measure)
    mark = theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
    unit = "" if measure == "leads" else f" {board.month_terms.currency or ''}".rstrip()
    due = f"{amount(judged.expected, measure)} due of {amount(judged.target, measure)}{unit} promised"
    return Number(amount(judged.delivered, measure), mark, due if judged.target is not None else "", loud=True)


def _bars(lines: Sequence[DeliveryLine], measure: Measure, board: Board) -> Iterator[Bar]:
    """Yield a row a type, the worst first, all on one scale of what is due."""
    tolerance = float(board.delivery.tolerance)
    shown = [line for line in lines if line.has(measure)]
    for line in sorted(shown, key=lambda line: _rank(line, measure)):
        judged = line.judged(measure)
        mark = theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
        name = called(line.kind[1])
        if not judged.expected:
            yield Bar(name, None, None, None, mark, amount(judged.delivered, measure))
            continue
        part = float(judged.delivered) / float(judged.expected)
        most = (1 + tolerance) * ROOM
        yield Bar(
            name,
            min(part / most, 1.0),
            1 / most,
            ((1 - tolerance) / most, (1 + tolerance) / most),
            mark,
            f"{amount(judged.delivered, measure)} of {amount(judged.expected, measure)}",
        )


def _rank(line: DeliveryLine, measure: Measure) -> tuple[int, float]:
    judged = line.judged(measure)
    if not judged.expected:
        return 1, 0.0
    return 0, float(judged.delivered) / float(judged.expected)


def _reached(lines: Sequence[InTime]) -> Iterator[Bar]:
    """Yield a row a promise, the one furthest from its share first."""
    promised = [line for line in lines if line.promise is not None]
    for line in sorted(promised, key=lambda one: _short(one)):
        mark = theme.contacted(line.standing, could_be_chance=line.could_be_chance)
        name = f"{called(line.lead_type)} {theme.duration(line.promise)}"
        asked = float(line.promised_share or 0)
        if line.told is None:
            yield Bar(name, None, asked, (asked, 1.0), mark, contact.in_time(line))
            continue
        said = f"{theme.share(line.told.share, line.promised_share).rstrip(' %')} of {contact.promised(line)}"
        yield Bar(name, line.told.share, asked, (asked, 1.0), mark, said)


def _short(line: InTime) -> tuple[int, float]:
    return (1, 0.0) if line.told is None else (0, line.told.share - float(line.promised_share or 0))


def _unmeasured(board: Board) -> Iterator[Bar]:
    for stream in board.month_terms.streams:
        for one in stream.lead_types:
            if one.respond_within and board.on_screen((stream.name, one.name)):
                name = f"{called(one.name)} {theme.duration(one.respond_within)}"
                yield Bar(name, None, None, None, Mark("–", "Not measured", theme.QUIET), "not measured")


def acting(board: Board) -> Table:
    """Return who has to act before the next stand-up, the one who owes most first, and nobody among them."""
    *owed, total = board.act.owed
    at = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
    unowned = board.act.desk(UNASSIGNED).untouched
    rows = [
        Row(
            (
                (called(one.rep, UNASSIGNED), False),
                (theme.count(one.breached_waiting), one.breached_waiting > 0),
                (theme.count(one.due_before_next_standup), False),
                (theme.count(one.follow_ups_missed), one.follow_ups_missed > 0),
            )
        )
        for one in owed
        if one.breached_waiting + one.due_before_next_standup + one.follow_ups_missed
    ]
    columns = ("who", "call now", f"by {at}", "follow-ups missed")
    return Table(spoken.acting(total, unowned, at), columns, tuple(rows))


def about_delivery(board: Board) -> tuple[str, ...]:
    """Say what to know about delivery: what each day must bring, and what to do."""
    return tuple(remedy.to_do(board, board.delivery.lines))
