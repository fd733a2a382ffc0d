"""The mapping: which source column becomes which canonical column, and how its text is read."""

import difflib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from sla_dash.errors import MappingError
from sla_dash.load import canonical, dates
from sla_dash.load.address import Crm

TEXT_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "latin-1", "iso-8859-2")
"""Encodings named in advice; any single-byte or Unicode codec that Python knows is accepted."""

WANTED = {
    "list_type": 'write a list in brackets, like ["leads.csv"]',
    "string_type": 'write text in quotes, like "utf-8"',
    "dict_type": "write a table, like [leads.columns]",
    "model_type": "write a table, like [leads]",
    "too_short": "needs at least one entry",
}
"""What a person must write instead, by what pydantic calls the mistake."""
Scalar = bool | int | float | str
EVERY = ""
"""Under which a column stands that lists all that a row carries."""


def _as_text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _column_by_name(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


def _column_that_lists(value: Any) -> Any:
    return {EVERY: value} if isinstance(value, dict) and value.keys() == {"column", "separator"} else value


class Column(BaseModel):
    """Where one canonical column comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str | None = None
    """Source column by its header name; this or ``constant``."""
    constant: Scalar | None = None
    format: str | None = None
    """strptime format of dates; without one every value must be ISO 8601, year first."""
    zone: str | None = None
    """IANA zone of values that carry no offset of their own."""
    values: dict[str, Scalar] = {}
    """Source text to canonical text; the key ``""`` stands for an empty value."""
    strict: bool = False
    """Reject a value that ``values`` does not list; otherwise it passes through unchanged."""
    separator: Annotated[str, Field(min_length=1)] | None = None
    """What parts the names in a column that lists the minimum information of a lead."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.column is None) == (self.constant is None):
            raise ValueError("give either column or constant")
        if self.constant is not None and (self.values or self.strict):
            raise ValueError("a constant has no values to translate")
        if self.strict and not self.values:
            raise ValueError("strict means nothing without values")
        return self

    @property
    def constant_text(self) -> str | None:
        """The constant as the text a file would hold."""
        return None if self.constant is None else _as_text(self.constant)

    @property
    def translations(self) -> dict[str, str]:
        """Source text to the text it stands for."""
        return {source: _as_text(target) for source, target in self.values.items()}


Columns = dict[str, Annotated[Column, BeforeValidator(_column_by_name)]]


class Table(BaseModel):
    """The files of one canonical table and how they are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: Annotated[list[str], Field(min_length=1)]
    """File names or globs, relative to the folder; loaded in this order, by name within a glob."""
    delimiter: Annotated[str, Field(pattern=r"^[\x09\x20-\x7e]$")] = ","
    quote: Annotated[str, Field(pattern=r"^[\x21-\x7e]?$")] = '"'
    encoding: str | None = None
    decimal: Literal[".", ","] | None = None
    """Decimal mark. Thousands separators are read only when it is given."""
    columns: Columns
    fields: Annotated[Columns, BeforeValidator(_column_that_lists)] = {}
    """Of leads alone: by the name of each piece of the minimum information, the column that a lead carries it in."""

    @model_validator(mode="after")
    def _different_marks(self) -> Self:
        if self.delimiter == self.quote:
            raise ValueError("delimiter and quote must differ")
        return self

    @property
    def sources(self) -> list[Column]:
        """Every column that the files must have, or that is constant."""
        return [*self.columns.values(), *self.fields.values()]

    @property
    def given(self) -> set[str]:
        """Names of the canonical columns that the mapping gives."""
        return {*self.columns, *(["fields"] if self.fields else [])}


class Mapping(BaseModel):
    """A whole mapping; only leads are required."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    crm: Crm = Crm()
    leads: Table
    touches: Table | None = None
    deals: Table | None = None
    reps: Table | None = None

    def tables(self) -> Iterator[tuple[canonical.Table, Table | None]]:
        """Yield each canonical table with its mapping, in loading order."""
        for table in canonical.TABLES:
            mapped: Table | None = getattr(self, table.name)
            yield table, mapped

    def zones(self) -> set[str]:
        """Return the time zones that columns name."""
        columns = [column for _, mapped in self.tables() if mapped for column in mapped.sources]
        return {column.zone for column in columns if column.zone is not None}


def read(path: Path) -> Mapping:
    """Read and check a mapping; raise ``MappingError`` that names every mistake found."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(
            f"The mapping {path} cannot be read: {error}.", advice="Check the path given to --mapping."
        ) from error
    try:
        return parse(tomllib.loads(text), path.name)
    except (ValueError, ArithmeticError, RecursionError) as error:  # an impossible number among them
        raise MappingError(
            f"{path.name} is not valid TOML: {error}.",
            advice="Text goes in quotes, tables in [brackets]; data/mappings/example.toml shows every key.",
        ) from error


def parse(document: dict[str, object], name: str) -> Mapping:
    """Check a mapping already read from TOML; ``name`` appears in the message of a ``MappingError``."""
    try:
        mapping = Mapping.model_validate(document)
    except ValidationError as error:
        raise _refused(name, [_in_words(line["loc"], line["type"], line["msg"]) for line in error.errors()]) from error
    mistakes = [mistake for table, mapped in mapping.tables() if mapped for mistake in _mistakes(table, mapped)]
    if mistakes:
        raise _refused(name, mistakes)
    return mapping


def closest(word: str, words: Iterable[str]) -> str:
    """Say ``; did you mean …?`` when some word is close, else nothing."""
    known = {known_word.lower(): known_word for known_word in words}
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean {known[near[0]]}?" if near else ""


def _refused(name: str, mistakes: list[str]) -> MappingError:
    return MappingError(
        f"{name} cannot be used:" + "".join(f"\n- {mistake}" for mistake in mistakes),
        advice="Correct the mapping; data/mappings/example.toml shows every key.",
    )


def _in_words(where: tuple[int | str, ...], kind: str, message: str) -> str:
    place = ".".join(str(part) for part in where)
    if kind == "extra_forbidden":
        model = Mapping if len(where) == 1 else Crm if where[0] == "crm" else Table if len(where) == 2 else Column
        return f"{place} is not a key of a mapping{closest(str(where[-1]), model.model_fields)}"
    if kind == "missing":
        return f"{place} is missing"
    wanted = WANTED.get(kind)
    return f"{place}: {wanted or message.removeprefix('Value error, ')}"


def _mistakes(table: canonical.Table, mapped: Table) -> Iterator[str]:
    known = {column.name: column for column in table.columns if column.kind != "names"}
    for name in mapped.columns.keys() - known.keys():
        in_a_table = name == "fields" and len(known) < len(table.columns)
        other = f": they have a table of their own, [{table.name}.fields]" if in_a_table else closest(name, known)
        yield f"{table.name} has no column {name}{other}"
    for column in table.columns:
        if column.required and column.name not in mapped.columns:
            yield f"{table.name}.{column.name} is required and not mapped"
    for name, column in known.items():
        if source := mapped.columns.get(name):
            yield from (f"{table.name}.{name}: {mistake}" for mistake in _column_mistakes(column, source))
    if mapped.fields and len(known) == len(table.columns):
        yield f"{table.name}.fields: only leads carry the minimum information"
    for name, source in mapped.fields.items():
        yield from (f"{table.name}.fields.{name}: {mistake}" for mistake in _field_mistakes(name, source))
    for pattern in mapped.files:
        if (
            not Path(pattern).parts
            or "\0" in pattern
            or any("**" in part and part != "**" for part in Path(pattern).parts)
        ):
            yield f'{table.name}.files: {pattern!r} names no file: write a name or a pattern like "leads*.csv"'
        elif Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            yield f"{table.name}.files: {pattern} leaves the folder"
    if mapped.encoding is not None and not _is_text_codec(mapped.encoding):
        near = closest(mapped.encoding, TEXT_ENCODINGS)
        yield f"{table.name}.encoding: {mapped.encoding} is not a known encoding{near}"


def _column_mistakes(column: canonical.Column, source: Column) -> Iterator[str]:
    if source.separator is not None:
        yield "only a column that lists the minimum information has a separator"
    if source.format is not None:
        if column.kind not in ("instant", "date"):
            yield "only a date has a format"
        elif mistake := dates.format_mistake(source.format):
            yield f"the format {source.format} {mistake}"
    if source.zone is not None:
        if column.kind != "instant":
            yield "only an instant has a zone"
        elif source.zone not in (zones := available_timezones()):
            yield f"{source.zone} is not a time zone{closest(source.zone, zones)}"
    if column.kind == "instant" and source.format and not source.zone and "%z" not in source.format:
        yield "values of this format carry no offset: give the column a zone, such as Europe/Warsaw"
    if column.choices:
        offered = source.translations.values() if source.constant is None else [source.constant_text or ""]
        for value in offered:
            if value not in column.choices:
                yield f"{value!r} is none of {', '.join(column.choices)}{closest(value, column.choices)}"


def _field_mistakes(name: str, source: Column) -> Iterator[str]:
    if source.format is not None or source.zone is not None:
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
