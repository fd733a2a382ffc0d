"""The agreement as one file that a browser shows and prints."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sla_dash import theme, words
from sla_dash.agreement import State, Version
from sla_dash.board import Board
from sla_dash.words.contract import Clause

STYLE = """
@page { size: auto; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 8.5pt system-ui, "DejaVu Sans", sans-serif; } }
:root { color-scheme: light; }
body { font: 10.5pt/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: INK; background: PAPER;
  max-width: 178mm; margin: 12mm auto; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 12.5pt; margin: 7mm 0 1.5mm; padding-bottom: 1mm; border-bottom: .3mm solid LINE;
  break-after: avoid; }
p { margin: 0 0 1mm; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); column-gap: 6mm; padding: .8mm 0;
  break-inside: avoid; }
li:not(:has(> :nth-child(2))) { display: block; }
li > :nth-child(2) { text-align: right; }
.signed li { min-height: 9mm; align-items: end; border-bottom: .2mm solid LINE; }
.hash { font-family: ui-monospace, monospace; font-size: 8.5pt; }
"""


def html(version: Version, state: State, today: date, board: Board | None) -> str:
    """Return the version as one page of HTML that needs nothing else, and prints on A4 as on Letter.

    With a board, and where the version is in force, each clause bears where it stands.
    """
    return "\n".join(_lines(version, state, today, board)) + "\n"


def _lines(version: Version, state: State, today: date, board: Board | None) -> Iterator[str]:
    name = theme.html(words.contract.title(version))
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{name}</title>\n<style>{_style()}</style></head><body>"
    yield f"<h1>{name}</h1>"
    yield from (f"<p>{theme.html(line)}</p>" for line in words.contract.status(version, state, today))
    for section in words.contract.document(version, board):
        yield f"<h2>{theme.html(section.title)}</h2>"
        yield from _listed(section.clauses)
    *signed, hashed = words.contract.signatures(version)
    yield '<section class="signed"><h2>Signatures</h2>'
    yield from _listed(signed)
    yield f'</section><p class="hash">{theme.html(hashed.text)}</p></body></html>'


def _listed(clauses: Sequence[Clause]) -> Iterator[str]:
    yield "<ul>"
    for one in clauses:
        stands = f"<span>{theme.html(one.stands)}</span>" if one.stands else ""
        yield f"<li><span>{theme.html(one.text)}</span>{stands}</li>"
    yield "</ul>"


def _style() -> str:
    """Return the style with the colours of the theme in it."""
    colours = theme.printed()
    named = {"INK": colours["textColor"], "PAPER": colours["backgroundColor"], "LINE": colours["borderColor"]}
    style = re.sub("|".join(named), lambda found: named[found[0]], STYLE)
    return style + "\n".join(f".{one} {{ color: {colours[f'{one}TextColor']}; }}" for one in theme.COLOURS)
