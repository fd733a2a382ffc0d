"""The meeting as Markdown, for chats and notes: whatever name stands in it is text."""

from collections.abc import Iterator, Sequence

from sla_dash import theme
from sla_dash.output.meeting.model import Day, Part, Settling, Side, Table
from sla_dash.output.meeting.text import bar, shown, told

SHORT = 12
"""Characters of a bar in a table."""


def page(day: Day) -> str:
    """Return the stops in the order of the meeting."""
    return "\n".join(_page(day)) + "\n"


def _page(day: Day) -> Iterator[str]:
    yield f"# {theme.markdown(day.head)}"
    yield from ("", theme.markdown(day.records))
    if day.warning:
        yield from ("", f"> {theme.markdown(day.warning)}")
    if day.plain:
        yield from ("", f"**{theme.markdown(day.plain.sentence)}**", "", theme.bullets(day.plain.lines))
    for name, stop in told(day):
        yield from ("", f"## {name}")
        for part in shown(stop, day):
            yield from ("", f"**{theme.markdown(part.sentence)}**", "")
            yield from _inside(part)


def _inside(part: Part) -> Iterator[str]:
    match part:
        case Side():
            yield theme.bullets(f"{one.value} {one.mark.text} · {one.beside}".rstrip(" ·") for one in part.numbers)
            rows = [(one.name, bar(one, SHORT), f"{one.mark.glyph} {one.said}") for one in part.bars]
            yield from _table(("", "", ""), rows)
            yield from ("", theme.bullets(part.notes))
        case Table():
            yield from _table(part.columns, [[text for text, _ in row.cells] for row in part.rows])
            yield from ("", theme.bullets(part.notes))
        case Settling():
            yield theme.bullets(
                f"{one.mark.text} · {one.what} – {one.who} · {one.since}".rstrip(" ·") for one in part.open
            )
            yield theme.bullets(f"{one.asked} {one.why}" for one in part.questions)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from ("", f"| {' | '.join(map(theme.markdown, columns))} |", f"|{'---|' * len(columns)}")
        yield from (f"| {' | '.join(map(theme.markdown, row))} |" for row in rows)
