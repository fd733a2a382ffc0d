"""Values as text: those of DuckDB's types by its SQL, those of Python one by one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import duckdb

WHOLE = 1e15
"""Floating-point numbers from here on may have lost digits, and are written as they are."""
_NESTED = ("list", "array", "map", "union", "struct", "variant")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column that holds one value a row, be it at the top or inside others."""

    name: str
    """Its names from the top down, joined by dots."""
    sql: str
    """What reads it."""
    type: str
    """Its type in the words of DuckDB."""
    nested: bool
    """It is a list, a map or the like, which becomes JSON."""

    @property
    def text(self) -> str:
        """What reads it as text."""
        return f"cast(to_json({self.sql}) as varchar)" if self.nested else _text(self.sql, self.type)


def leaves(columns: list[tuple[str, str, Any]]) -> list[Leaf]:
    """Return what stands in columns given by header, by the name they are asked for with, and by type.

    A structure gives its parts instead of itself; a column at the top wins over a part of the same name.
    """
    top = {header for header, _, _ in columns}
    found: list[Leaf] = []
    for header, name, type_ in columns:
        inside = _within(header, quoted(name), type_)
        found.extend(leaf for leaf in inside if leaf.name == header or leaf.name not in top)
    return found


def _within(name: str, sql: str, type_: Any) -> Iterator[Leaf]:
    if type_.id == "struct" and type_.children:
        for inner, child in type_.children:
            yield from _within(f"{name}.{inner}", f"struct_extract({sql}, {literal(inner)})", child)
    else:
        yield Leaf(name, sql, str(type_), type_.id in _NESTED)


def text_of(name: str, type_: str) -> str:
    """Write a column of this type as text: dates as ISO 8601, whole numbers as such, whatever they passed through."""
    return _text(quoted(name), type_)


def _text(sql: str, type_: str) -> str:
    if type_ == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({sql}, '%Y-%m-%dT%H:%M:%S.%fZ')"
    if type_ == "TIMESTAMP_NS":
        return f"strftime({sql}, '%Y-%m-%dT%H:%M:%S.%n')"
    if type_ in ("DOUBLE", "FLOAT"):
        whole = f"{sql} = trunc({sql}) and abs({sql}) < {WHOLE:.0e}"
        return f"case when {whole} then cast(cast({sql} as bigint) as varchar) else cast({sql} as varchar) end"
    return f"cast({sql} as varchar)"


def is_date(type_: str) -> bool:
    """Tell whether a type of DuckDB is that of a day or of an instant."""
    return type_ == "DATE" or type_.startswith("TIMESTAMP")


def written(value: object) -> str | None:
    """Return a value of Python as text: dates as ISO 8601, bytes as hexadecimal digits, what has parts as JSON."""
    if type(value) is int:
        return str(value)
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | UUID():
            return str(value)
        case Decimal():
            return format(value, "f") if value.is_finite() else str(value)
        case float():
            return str(int(value)) if abs(value) < WHOLE and value.is_integer() else repr(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case dict() | list() | tuple() | set() | frozenset():
            return json.dumps(value, ensure_ascii=False, default=_inside)
        case _:
            return str(value)


def _inside(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, set | frozenset) else written(value)


def day_or_instant(types: set[type]) -> str | None:
    """Return what a column of values of these types holds, in the words of DuckDB; None where it is not all dates."""
    types = types - {type(None)}
    if not types or not types <= {date, datetime}:
        return None
    return "TIMESTAMP" if datetime in types else "DATE"


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text."""
    return "'" + text.replace("'", "''") + "'"


def told(error: Exception) -> str:
    """Return what kind of error a database raised and in which line of the SQL, without its words: they quote values.

    Of DuckDB what it says before it reads a row, which names tables and columns.
    """
    if isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException):
        return sentence(str(error))
    cast = re.search(r"when casting from source column (\w+)\n\nLINE \d+: [^\n]*\n *\^+ *$", str(error))
    line = re.search(r"\n\nLINE (\d+): [^\n]*\n *\^+ *$", str(error))
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Exception"))
    return f"{kind}{f' in line {line[1]}' if line else ''}{f', of the column {cast[1]}' if cast else ''}."


def sentence(said: str) -> str:
    """Return the first line of what a library says, with its full stop."""
    first = said.strip().partition("\n")[0].strip()
    return first if first.endswith(("?", "!", ".")) else f"{first}."
