"""What cannot stand in a mapping, each mistake in words with the nearest right word."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError

from sla_dash.errors import MappingError
from sla_dash.load import canonical, dates
from sla_dash.load.address import Crm
from sla_dash.load.mapping.model import Column, Mapping, Source, Table, Written

TEXT_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "latin-1", "iso-8859-2")
"""Encodings named in advice; any single-byte or Unicode codec that Python knows is accepted."""

WANTED = {
    "list_type": 'write a list in brackets, like ["leads.csv"]',
    "tuple_type": 'write a list in brackets, like ["leads.csv"]',
    "string_type": 'write text in quotes, like "utf-8"',
    "dict_type": "write a table, like [leads.columns]",
    "model_type": "write a table, like [leads]",
    "too_short": "needs at least one entry",
    "bool_type": "write true or false",
}
"""What a person must write instead, by what pydantic calls the mistake."""
RESERVED = ("handed_over", "robots", *(table.name for table in canonical.TABLES))
"""Names that no source can have: the SQL knows them already, or a table of the mapping has them."""
SOURCE_NAME = re.compile(r"[a-z][a-z0-9_]*")


def closest(word: str, words: Iterable[str]) -> str:
    """Say ``; did you mean …?`` when some word is close, else nothing."""
    known = {known_word.lower(): known_word for known_word in words}
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean {known[near[0]]}?" if near else ""


def refused(name: str, found: Iterable[str]) -> MappingError:
    """Say that a mapping cannot be used, and every mistake in it."""
    return MappingError(
        f"{name} cannot be used:" + "".join(f"\n- {mistake}" for mistake in found),
        advice="Correct the mapping; data/mappings/example.toml shows every key.",
    )


def of_shape(error: ValidationError) -> Iterator[str]:
    """Yield what pydantic refuses, in words."""
    for line in error.errors():
        yield _in_words(tuple(part for part in line["loc"] if part != "constrained-str"), line["type"], line["msg"])


def of_meaning(mapping: Mapping) -> Iterator[str]:
    """Yield what is well written and cannot be meant."""
    if mapping.zone is not None and mapping.zone not in (zones := available_timezones()):
        yield f"zone: {mapping.zone} is not a time zone{closest(mapping.zone, zones)}"
    selects = [mapped for _, mapped in mapping.tables() if mapped and (mapped.sql is not None or mapped.source)]
    if mapping.preset is None and mapping.source and not selects:
        yield f"source.{next(iter(mapping.source))}: no table asks for it: give one sql or source"
    for key in ("handed_over", "robots"):
        if mapping.preset is None and getattr(mapping, key) and not any(mapped.sql for mapped in selects):
            yield f"{key}: only the sql of a table can ask for it"
    if mapping.stages and mapping.deals is None:
        yield "stages: there are no deals"
    for name, source in mapping.source.items():
        yield from (f"source.{name}: {mistake}" for mistake in _source_mistakes(name, source))
    for table, mapped in mapping.tables():
        if mapped is not None:
            yield from _mistakes(table, mapped, mapping)


def _source_mistakes(name: str, source: Source) -> Iterator[str]:
    if not SOURCE_NAME.fullmatch(name):
        yield "its name stands in SQL: small letters, digits and _ alone"
    if name in RESERVED:
        yield f"the name {name} is taken"
    if source.files is None and source.url is None and not source.columns:
        yield "give files, url, or columns to know its files by"
    if source.optional and not source.names:
        yield "one that may be missing needs columns, or the SQL would not know them"
    twice = source.columns.keys() & source.optional_columns.keys()
    yield from (f"{column} is among columns and optional_columns" for column in sorted(twice))
    yield from _written_mistakes(source)


def _written_mistakes(written: Written) -> Iterator[str]:
    for pattern in written.files or ():
        if (
            not Path(pattern).parts
            or "\0" in pattern
            or any("**" in part and part != "**" for part in Path(pattern).parts)
        ):
            yield f'files: {pattern!r} names no file: write a name or a pattern like "leads*.csv"'
        elif Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            yield f"files: {pattern} leaves the folder"
    if written.encoding is not None and not _is_text_codec(written.encoding):
        near = closest(written.encoding, TEXT_ENCODINGS)
        yield f"encoding: {written.encoding} is not a known encoding{near}"


def _in_words(where: tuple[int | str, ...], kind: str, message: str) -> str:
    place = ".".join(str(part) for part in where)
    if kind == "extra_forbidden":
        return f"{place} is not a key of a mapping{closest(str(where[-1]), _shape(where).model_fields)}"
    if kind == "missing":
        return f"{place} is missing"
    wanted = WANTED.get(kind)
    return f"{place}: {wanted or message.removeprefix('Value error, ')}"


def _shape(where: tuple[int | str, ...]) -> type[BaseModel]:
    """Return what stands at a place of a mapping."""
    if len(where) == 1:
        return Mapping
    if where[0] == "crm":
        return Crm
    if where[0] == "source":
        return Source
    return Table if len(where) == 2 else Column


def _mistakes(table: canonical.Table, mapped: Table, mapping: Mapping) -> Iterator[str]:
    known = {column.name: column for column in table.columns if column.kind != "names"}
    zoned = mapping.zone is not None or mapping.preset is not None
    for name in mapped.columns.keys() - known.keys():
        in_a_table = name == "fields" and len(known) < len(table.columns)
        other = f": they have a table of their own, [{table.name}.fields]" if in_a_table else closest(name, known)
        yield f"{table.name} has no column {name}{other}"
    for column in table.columns:
        if column.required and column.name not in mapped.columns:
            yield f"{table.name}.{column.name} is required and not mapped"
    for name, column in known.items():
        if source := mapped.columns.get(name):
            yield from (f"{table.name}.{name}: {mistake}" for mistake in _column_mistakes(column, source, zoned))
    if mapped.fields and len(known) == len(table.columns):
        yield f"{table.name}.fields: only leads carry the minimum information"
    for name, source in mapped.fields.items():
        yield from (f"{table.name}.fields.{name}: {mistake}" for mistake in _field_mistakes(name, source))
    yield from (f"{table.name}.{mistake}" for mistake in _written_mistakes(mapped))
    if mapped.source is not None and mapped.source not in mapping.source:
        yield f"{table.name}.source: there is no source {mapped.source}{closest(mapped.source, mapping.source)}"
    if mapped.sql is not None and not mapping.source:
        yield f"{table.name}.sql: there is no source to ask: name one, like [source.contacts]"


def _column_mistakes(column: canonical.Column, source: Column, zoned: bool) -> Iterator[str]:
    if source.separator is not None:
        yield "only a column that lists the minimum information has a separator"
    if source.format and column.kind not in ("instant", "date"):
        yield "only a date has a format"
    elif source.format:
        for text in source.format:
            if mistake := dates.format_mistake(text):
                yield f"the format {text} {mistake}"
            if column.kind == "instant" and not (source.zone or zoned) and not dates.has_offset(text):
                yield "values of this format carry no offset: give the column a zone, such as Europe/Warsaw"
    if source.zone is not None:
        if column.kind != "instant":
            yield "only an instant has a zone"
        elif source.zone not in (zones := available_timezones()):
            yield f"{source.zone} is not a time zone{closest(source.zone, zones)}"
    if source.sign is not None and column.kind != "money":
        yield "only an amount has a sign"
    if source.strict and not source.values and column.kind != "money":
        yield "strict means nothing without values"
    if column.choices:
        offered = source.translations.values() if source.constant is None else [source.constant_text or ""]
        for value in offered:
            if value not in column.choices:
                yield f"{value!r} is none of {', '.join(column.choices)}{closest(value, column.choices)}"


def _field_mistakes(name: str, source: Column) -> Iterator[str]:
    if source.format or source.zone is not None:
        yield "only a date has a format or a zone"
    if source.strict:
        yield "a lead without it is not rejected, so nothing is strict here"
    if source.separator is not None and source.column is None:
        yield "a constant lists no names"
    if source.separator is None and not name.strip():
        yield "give it the name that the agreement requires it by"


def _is_text_codec(name: str) -> bool:
    try:
        "a".encode(name).decode(name)
    except (LookupError, ValueError):  # a codec that refuses everything, or a name that none can have
        return False
    return True
