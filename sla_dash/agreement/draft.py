"""A text of the agreement changed in single places, so that its order and its comments stay."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

Place = tuple[int | str, ...]
"""Keys from the outside in, entries of lists by their position: ("stream", 0, "lead_type", 2, "share")."""
Source = str | Mapping[str, str] | None
"""A value as TOML writes it, one by key of a table, or None for none at all."""
REMARK = re.compile(r"# \w+ .+ → .+: ")
"""How a remark begins that says what stood there, what stands there now, and why."""


def changed(text: str, changes: Mapping[Place, Source]) -> str:
    """Put values into their places, tables that are missing among them; what is None goes."""
    document = _parsed(text)
    for place, source in changes.items():
        _put(document, place, source)
    return tomlkit.dumps(document)


def with_entry(text: str, place: Place, values: Mapping[str, str]) -> str:
    """Add an entry at the end of a list of tables."""
    document = _parsed(text)
    *outside, key = place
    inside = _inside(document, tuple(outside))
    entry = tomlkit.table()
    for name, source in values.items():
        entry[name] = tomlkit.value(source)
    if key in inside:
        inside[key].append(entry)
    else:
        inside[key] = tomlkit.aot()
        inside[key].append(entry)
    return tomlkit.dumps(document)


def without(text: str, place: Place) -> str:
    """Take an entry of a list, or a table, out."""
    document = _parsed(text)
    *outside, key = place
    inside: Any = _inside(document, tuple(outside))
    del inside[key]
    if isinstance(inside, AoT) and not inside:
        *further, name = outside
        del _inside(document, tuple(further))[name]
    return tomlkit.dumps(document)


def remarked(text: str, remarks: Mapping[Place, str]) -> str:
    """Write remarks of the form of ``REMARK`` above the lines of their places, instead of those that stood there.

    An empty remark takes those away.
    """
    lines, found = text.split("\n"), defaultdict[int, list[str]](list)
    for place, said in remarks.items():
        if (number := line(text, place)) is not None:
            found[number - 1] += [f"# {said}"] if said else []
    for at in sorted(found, reverse=True):
        first = at
        while first and REMARK.match(lines[first - 1]):
            first -= 1
        lines[first:at] = found[at]
    return "\n".join(lines)


def line(text: str, place: Place) -> int | None:
    """Find the line that a place speaks of: its key, or else the nearest table above it."""
    table: Place = ()
    counts: dict[Place, int] = {}
    best, found = -1, None
    header_of = None  # where a table stands that should not be a list, or the other way round
    for number, row in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-\"]+)\s*\]", row)
        key = re.match(r'\s*"?([\w\-]+)"?\s*=', row)
        if header:
            table = ()
            names = header[2].replace('"', "").split(".")
            header_of = header_of or (number if tuple(names) == place else None)
            for n, part in enumerate(names):
                table += (part,)
                if header[1] == "[[" and n == len(names) - 1:
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table += (counts[table],)
        here = (*table, key[1]) if key else table if header else None
        if here is not None and place[: len(here)] == here and len(here) > best:
            best, found = len(here), number
    return found or header_of


def _parsed(text: str) -> tomlkit.TOMLDocument:
    """Read a text that ends with its last line, so that what is added begins one of its own."""
    return tomlkit.parse(text.rstrip("\n") + "\n")


def _put(document: Any, place: Place, source: Source) -> None:
    *outside, key = place
    if source is None:
        if key in (inside := _inside(document, tuple(outside), made=False)):
            del inside[key]
        return
    inside = _inside(document, tuple(outside))
    if isinstance(source, str):
        inside[key] = tomlkit.value(source)
        return
    if not isinstance(inside.get(key), Table | InlineTable):
        inside[key] = tomlkit.inline_table() if isinstance(inside, InlineTable) or outside else tomlkit.table()
    table = inside[key]
    for name in [name for name in table if name not in source]:
        del table[name]
    for name, value in source.items():
        table[name] = tomlkit.value(value)


def _inside(document: Any, place: Iterable[int | str], *, made: bool = True) -> Any:
    """Return what holds the key of a place, made where it is missing."""
    here = document
    for part in place:
        if isinstance(part, str) and part not in here:
            if not made:
                return {}
            here[part] = tomlkit.table()
        here = here[part]
    return here
