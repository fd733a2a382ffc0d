"""The meeting as HTML that mail programs show: tables and inline styles alone, bars made of cells."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sla_dash import theme
from sla_dash.output.meeting.model import Bar, Day, Part, Settling, Side, Table
from sla_dash.output.meeting.text import shown, told
from sla_dash.theme import Mark

FONT = "font-family:'Segoe UI',system-ui,'Liberation Sans',sans-serif"
WIDTH, MARKER = 640, 3
"""Pixels of the mail, and of the line where a promise stands."""
PART = 'cellpadding="0" cellspacing="0" border="0" role="presentation"'


def page(day: Day) -> str:
    """Return the stops in the order of the meeting, as one page that needs nothing else."""
    ink, paper = _colour("textColor"), _colour("backgroundColor")
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            f"<title>{theme.html(day.head)}</title></head>",
            f'<body style="margin:0;background:{paper};color:{ink};{FONT};font-size:16px;line-height:1.4">',
            f'<table {PART} width="100%" style="max-width:{WIDTH}px;margin:0 auto"><tr><td style="padding:16px">',
            *_body(day),
            "</td></tr></table></body></html>\n",
        ]
    )


def _body(day: Day) -> Iterator[str]:
    yield _line(f"{day.head} · {day.records}", f"color:{_quiet()};font-size:14px")
    if day.warning:
        amber = f"background:{_colour('orangeBackgroundColor')};color:{_colour('orangeTextColor')}"
        yield _line(day.warning, f"{amber};padding:8px;font-weight:600")
    if day.plain:
        yield _line(day.plain.sentence, "font-size:24px;font-weight:600")
        yield from (_line(line) for line in day.plain.lines)
    for name, stop in told(day):
        yield _line(name, f"color:{_quiet()};font-size:14px;margin-top:24px")
        for part in shown(stop, day):
            yield f'<h2 style="font-size:22px;line-height:1.2;margin:0 0 8px">{theme.html(part.sentence)}</h2>'
            yield from _inside(part)


def _inside(part: Part) -> Iterator[str]:
    match part:
        case Side():
            yield from _side(part)
        case Table():
            yield from _table(part)
            yield from (_line(note, f"color:{_quiet()}") for note in part.notes)
        case Settling():
            for one in part.open:
                yield _line(f"{one.mark.text} · {one.what} – {one.who}", f"color:{_of(one.mark)}")
                yield _line(one.since, f"color:{_quiet()};font-size:14px") if one.since else ""
            for asked in part.questions:
                yield _line(asked.asked, "font-weight:600")
                yield _line(asked.why, f"color:{_quiet()};font-size:14px")


def _side(side: Side) -> Iterator[str]:
    for n, one in enumerate(side.numbers):
        loud = f"color:{_of(one.mark)};" if one.loud else ""
        value = f'<b style="{loud}font-size:{24 if n else 36}px">{theme.html(one.value)}</b>'
        mark = f'<span style="color:{_of(one.mark)}">{theme.html(one.mark.text)}</span>'
        yield f'<p style="margin:0 0 4px">{value} &nbsp;{mark} {theme.html(one.beside)}</p>'
    yield f'<table {PART} width="100%" style="margin:8px 0">'
    for row in side.bars:
        said = f'<td style="color:{_of(row.mark)};white-space:nowrap">{theme.html(f"{row.mark.glyph} {row.said}")}</td>'
        name = f'<td style="padding:3px 12px 3px 0">{theme.html(row.name)}</td>'
        yield f'<tr>{name}<td width="45%" style="padding-right:12px">{_bar(row)}</td>{said}</tr>'
    yield "</table>"
    yield from (_line(note, f"color:{_quiet()};font-size:14px") for note in side.notes)


def _bar(one: Bar) -> str:
    """Draw a bar as cells beside each other: what came, the range, and a line where the promise stands."""
    edges = sorted(
        {0.0, 1.0, *([one.length] if one.length else []), *(one.band or ()), *([one.due] if one.due else [])}
    )
    cells = []
    for low, high in pairwise(edges):
        if one.due == low:
            cells.append(f'<td style="padding-left:{MARKER}px" bgcolor="{_colour("textColor")}"></td>')
        filled, banded = high <= (one.length or 0), one.band is not None and one.band[0] <= low < one.band[1]
        colour = _of(one.mark) if filled else _colour("borderColor" if banded else "secondaryBackgroundColor")
        cells.append(f'<td width="{high - low:.0%}" height="12" bgcolor="{colour}"></td>')
    return f'<table {PART} width="100%"><tr>{"".join(cells)}</tr></table>'


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield f'<table {PART} width="100%" style="margin:8px 0">'
    yield _row("th", [(text, f"color:{_quiet()};font-size:14px;font-weight:400") for text in table.columns])
    loud = f"color:{_colour('redTextColor')};font-weight:700"
    yield from (_row("td", [(text, loud if out else "") for text, out in row.cells]) for row in table.rows)
    yield "</table>"


def _row(kind: str, cells: Sequence[tuple[str, str]]) -> str:
    """Return a line of a table: texts first and last stand left, numbers right."""
    sides = ['width="24%" align="left"', *['align="right"'] * (len(cells) - 2), 'align="left"']
    drawn = (
        f'<{kind} {side} style="padding:3px 16px 3px 0;{style}">{theme.html(text)}</{kind}>'
        for side, (text, style) in zip(sides, cells, strict=True)
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _line(text: str, style: str = "") -> str:
    return f'<p style="margin:0 0 4px;{style}">{theme.html(text)}</p>'


def _of(mark: Mark) -> str:
    return _colour(f"{mark.colour}TextColor")


def _quiet() -> str:
    return _colour("grayTextColor")


def _colour(name: str) -> str:
    return theme.printed()[name]
