"""A proposed mapping as TOML, in which every line says why it is there."""

import textwrap
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.items import Table as TomlTable

from sla_dash.load.proposal.parts import Line, Part, Source, Value
from sla_dash.load.proposal.seen import shown

if TYPE_CHECKING:
    from sla_dash.load.proposal.proposing import Proposal

WIDTH = 110
SQL = "sql"
"""Key whose value is written over several lines."""


def document(proposal: "Proposal") -> str:
    """Write a whole mapping; what was taken for granted and what is left out stand at its head."""
    written = tomlkit.document()
    _say(written, "Proposed from a look at the files: check every line, and correct what is not so.")
    for one in proposal.granted:
        _say(written, f"Taken for granted, as nobody answered: {one}.")
    for name, why in proposal.left:
        _say(written, f"Left out: {name}, as {why}.")
    if proposal.placed:
        _add(written, Line("zone", proposal.placed, "The zone of all times that carry no offset from UTC."))
    for part in proposal.parts:
        if part.sources:
            sources = tomlkit.table(is_super_table=True)
            for source in part.sources:
                sources.add(source.name, _table(source))
            written.add("source", sources)
        written.add(tomlkit.nl())
        written.add(part.table.name, _table(part))
    return tomlkit.dumps(written)


def _table(part: Part | Source) -> TomlTable:
    table, columns = tomlkit.table(), tomlkit.table()
    for line in part.keys:
        _add(table, line)
    for line in part.columns:
        _add(columns, line)
    table.add("columns", columns)
    return table


def _add(table: TomlTable | tomlkit.TOMLDocument, line: Line) -> None:
    _say(table, line.why)
    if line.key == SQL and isinstance(line.value, str):
        table.add(line.key, tomlkit.parse(f'{SQL} = """\n{_escaped(line.value)}"""').item(SQL))
    else:
        table.add(line.key, _item(line.value))


def _escaped(text: str) -> str:
    """Write a text of several lines as it stands between three quotes."""
    single = tomlkit.string(text.replace("\n", "\0")).as_string()[1:-1]
    return single.replace("\\u0000", "\n")


def _say(table: TomlTable | tomlkit.TOMLDocument, text: str) -> None:
    for row in textwrap.wrap(shown(text, 600), WIDTH):
        table.add(tomlkit.comment(row))


def _item(value: Value) -> tomlkit.items.Item:
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        for key, one in value.items():
            inline.add(tomlkit.key(key) if key else tomlkit.key(""), _item(one))
        return inline
    if isinstance(value, list):
        listed = tomlkit.array()
        listed.extend(_item(one) for one in value)
        return listed
    return tomlkit.string(value)
