"""The meeting for a terminal: the same sentences, numbers and bars."""

from collections.abc import Iterator
from itertools import chain

from sla_dash.output.meeting.model import STOPS, Bar, Day, Part, Settling, Side, Stop, Table

CELLS = 24
"""Characters of a bar."""


def lines(day: Day) -> Iterator[str]:
    """Yield the stops in the order of the meeting, a line at a time; each number with the mark that colours it."""
    yield f"{day.head} · {day.records}"
    if day.warning:
        yield f"▲ {day.warning}"
    if day.plain:
        yield from ("", day.plain.sentence, *(f"  {line}" for line in day.plain.lines))
    for name, stop in told(day):
        yield from ("", name.upper())
        for part in shown(stop, day):
            yield part.sentence
            yield from _inside(part)


def told(day: Day) -> Iterator[tuple[str, Stop]]:
    """Yield the stops that say something of their own: the first is made of the next two."""
    return ((name, stop) for name, stop in list(zip(STOPS, day.stops, strict=True))[1:]) if day.stops else iter(())


def shown(stop: Stop, day: Day) -> tuple[Part, ...]:
    """Return the parts of a stop by the measure that is shown first."""
    return stop.parts["both"] if "both" in stop.parts else stop.parts[day.measure]


def bar(one: Bar, cells: int = CELLS) -> str:
    """Draw a bar: what came, the range around what is due, and what is due; hatched where nothing was measured."""
    if one.length is None:
        return "░" * cells
    cells -= one.due is not None  # whose line stands between two
    filled = round(one.length * cells)
    low, high = (round(edge * cells) for edge in one.band) if one.band else (cells, cells)
    drawn = ["█" if n < filled else "▒" if low <= n < high else "·" for n in range(cells)]
    if one.due is not None:
        drawn.insert(round(one.due * cells), "│")
    return "".join(drawn)


def _inside(part: Part) -> Iterator[str]:
    match part:
        case Side():
            yield from _side(part)
        case Table():
            yield from _table(part)
        case Settling():
            yield from _settling(part)


def _side(side: Side) -> Iterator[str]:
    for one in side.numbers:
        yield f"  {one.value:>9}  {one.mark.text} · {one.beside}".rstrip(" ·")
    widest = max((len(one.name) for one in side.bars), default=0)
    yield from (f"  {one.name:{widest}}  {bar(one)}  {one.mark.glyph} {one.said}" for one in side.bars)
    yield from (f"  {note}" for note in side.notes)


def _table(table: Table) -> Iterator[str]:
    rows = [[text for text, _ in row.cells] for row in table.rows]
    if rows:
        widths = [max(map(len, column)) for column in zip(table.columns, *rows, strict=True)]
        last = len(widths) - 1
        for row in (table.columns, *rows):
            cells = (
                f"{text:{width}}" if n in (0, last) else f"{text:>{width}}"
                for n, (text, width) in enumerate(zip(row, widths, strict=True))
            )
            yield f"  {'  '.join(cells)}".rstrip()
    yield from (f"  {note}" for note in table.notes)


def _settling(found: Settling) -> Iterator[str]:
    for one in found.open:
        yield f"  {one.mark.text} · {one.what} – {one.who}"
        if one.since:
            yield f"    {one.since}"
    yield from chain.from_iterable((f"  ? {one.asked}", f"    {one.why}") for one in found.questions)
