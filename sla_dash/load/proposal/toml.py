"""A proposed mapping as TOML, in which every line says why it is there."""

import textwrap
from collections.abc import Iterable

import tomlkit
from tomlkit.items import Table as TomlTable

from sla_dash.load.proposal.parts import Line, Part, Value
from sla_dash.load.proposal.seen import shown

WIDTH = 110


def document(parts: Iterable[Part], granted: Iterable[str], left: Iterable[tuple[str, str]]) -> str:
    """Write the tables of a mapping; what was taken for granted and what is left out stand at its head."""
    written = tomlkit.document()
    _say(written, "Proposed from a look at the files: check every line, and correct what is not so.")
    for one in granted:
        _say(written, f"Taken for granted, as nobody answered: {one}.")
    for name, why in left:
        _say(written, f"Left out: {name}, as {why}.")
    for part in parts:
        table, columns = tomlkit.table(), tomlkit.table()
        for line in part.keys:
            _add(table, line)
        for line in part.columns:
            _add(columns, line)
        table.add("columns", columns)
        written.add(tomlkit.nl())
        written.add(part.table.name, table)
    return tomlkit.dumps(written)


def preset(name: str, reasons: Iterable[str], keys: Iterable[Line], further: Iterable[str]) -> str:
    """Write a mapping that rests on one of the package, with the keys that were answered and, as comments, others."""
    written = tomlkit.document()
    for reason in reasons:
        _say(written, reason)
    written.add("preset", tomlkit.string(name))
    for line in keys:
        _add(written, line)
    for one in further:
        _say(written, one)
    return tomlkit.dumps(written)


def _add(table: TomlTable | tomlkit.TOMLDocument, line: Line) -> None:
    _say(table, line.why)
    table.add(line.key, _item(line.value))


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
