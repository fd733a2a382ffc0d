"""How a column of a lake is read: by its type, and what is text by the rules for files that need no format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sla_dash.errors import MappingError
from sla_dash.load import canonical, dates, instants, mapping, numbers, reading, vocabulary
from sla_dash.load.lake import expressions as sql
from sla_dash.load.statement import Statement

_LISTS = "array<string>"
_TEXT = ("name", "address", "text", "word", "zone")
"""Kinds that are read as text, whatever type the lake gives them."""
_SCALARS = (
    "string",
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal",
    "date",
    "timestamp",
)
_NUMBERS = ("tinyint", "smallint", "int", "bigint", "float", "double", "decimal")
_CAST = {"instant": "timestamp", "date": "date", "number": "double", "money": "decimal(18, 2)", "yes_no": "boolean"}


@dataclass(frozen=True, slots=True)
class Given:
    """What a lake gives for one canonical column."""

    column: canonical.Column
    origin: mapping.Column
    type: str
    """In Spark's words, without its length; that of a constant is ``string``."""
    decimal: str | None
    near: str | None
    """Zone of the leads' own days."""

    @property
    def text(self) -> str:
        """Column of the statement with what is written."""
        return f"{'t' if self.column.default is None else 'd'}_{self.column.name}"

    @property
    def is_text(self) -> bool:
        """Whether it is read as text."""
        kind = self.column.kind
        epoch = kind == "instant" and self.type in _NUMBERS and bool(self.origin.format)
        return self.type == "string" or kind in _TEXT or epoch or (kind == "yes_no" and self.type != "boolean")

    def refused(self, why: str = "") -> MappingError:
        """Say that a column of this type, or with this format, is not read here."""
        raw = sql.quoted(self.origin.column or "")
        as_is = f"cast({raw} as {_CAST.get(self.column.kind, 'string')})"
        done = f"to_timestamp({raw}, …)" if self.origin.format else as_is
        return MappingError(
            f"{self.column.name} cannot be read from the column {self.origin.column} of the lake, "
            f"{why or f'which is of the type {self.type}'}.",
            advice=f"Give a query in place of the table, with {done} in it.",
        )


def given(column: canonical.Column, mapped: mapping.Table, types: Mapping[str, str], near: str | None) -> Given:
    """Return what a mapping and the types of a lake's columns give for a canonical column.

    Raises ``MappingError`` for what has to be cast in the lake.
    """
    origin = mapped.columns.get(column.name) or mapping.Column(constant="")
    kind = types[origin.column].partition("(")[0] if origin.column else "string"
    found = Given(column, origin, kind.removesuffix("_ntz"), mapped.decimal, near)
    if kind.removesuffix("_ntz") not in _SCALARS:
        raise found.refused()
    if origin.values and not found.is_text:
        raise MappingError(
            f"{column.name} has values for texts, and the column {origin.column} of the lake is of the type {kind}.",
            advice=f"Leave them out, or give a query with cast({sql.quoted(origin.column or '')} as string) in it.",
        )
    return Given(column, origin, kind, mapped.decimal, near)


def add(statement: Statement, found: Given) -> None:
    """Add the reading of one canonical column, in pieces that are named as they are for files.

    Raises ``MappingError`` for what has to be cast in the lake.
    """
    column, origin, name = found.column, found.origin, found.column.name
    if origin.column is None:
        read = f"nullif(cast({statement.bind(origin.constant_text)} as string), '')"
    else:
        read = statement.raw[name] = sql.quoted(origin.column)
        if found.is_text:
            written = sql.trimmed(f"cast({read} as string)")
            stands = sql.named(written) if column.kind in ("name", "address") else written
            read = reading.translated(statement, written, stands, origin)
            if origin.strict and origin.values:
                listed = ", ".join(statement.bind(value) for value in origin.values)
                statement.texts.append(f"{stands} not in ({listed}) as unlisted_{name}")
                statement.reject(column, f"unlisted_{name}", reading.UNLISTED)
    statement.texts.append(f"{read} as t_{name}")
    if column.required:
        statement.reject(column, f"t_{name} is null", reading.EMPTY)
    if column.default is not None:
        default = statement.bind(column.default) if found.is_text else column.default
        statement.texts.append(f"coalesce({read}, {default}) as d_{name}")
    if column.of and column.required:
        statement.reject(column, sql.rounded(f"t_{name}"), reading.ROUNDED)
    _READERS[column.kind](statement, found)


def add_names(statement: Statement, column: canonical.Column, mapped: mapping.Table, types: Mapping[str, str]) -> None:
    """Add the list of names that a row carries, each once; null where the mapping has no fields."""
    lists = []
    for name, origin in mapped.fields.items():
        if origin.column is None:
            there = f"{statement.bind(origin.constant_text)} <> ''"
        elif origin.separator or types[origin.column] == _LISTS:
            raw, part = sql.quoted(origin.column), sql.trimmed("part")
            mark = statement.bind(origin.separator)
            parts = raw if types[origin.column] == _LISTS else f"split({raw}, concat('\\\\Q', {mark}, '\\\\E'))"
            read = sql.kept(reading.translated(statement, part, sql.named(part), origin))
            lists.append(f"coalesce(transform({parts}, part -> {read}), array())")
            continue
        else:
            written = sql.trimmed(f"cast({sql.quoted(origin.column)} as string)")
            there = f"{reading.translated(statement, written, sql.named(written), origin)} is not null"
        lists.append(f"array(case when {there} then {statement.bind(name)} end)")
    carried = f"array_sort(array_distinct(filter(concat({', '.join(lists)}), one -> one is not null)))"
    statement.texts.append(f"{carried if lists else 'cast(null as array<string>)'} as v_{column.name}")


def _read_text(statement: Statement, found: Given) -> None:
    column, name, text, keep = found.column, found.column.name, found.text, sql.kept_as(found.column)
    if not column.of or column.required:
        statement.reads.append(f"{keep(text)} as v_{name}")
        return
    statement.reads += [
        f"case when not {sql.rounded(text)} then {keep(text)} end as v_{name}",
        f"case when {sql.rounded(text)} then {text} end as x_{name}",
    ]


def _read_address(statement: Statement, found: Given) -> None:
    statement.reads.append(f"{sql.person(found.text)} as v_{found.column.name}")


def _read_word(statement: Statement, found: Given) -> None:
    column, name, text = found.column, found.column.name, found.text
    cases = []
    for meaning, others in column.words.items():
        spellings = dict.fromkeys(vocabulary.spelled(word) for word in (meaning, *others))
        listed = ", ".join(statement.bind(spelling) for spelling in spellings)
        cases.append(f"when {sql.spelled(text)} in ({listed}) then {statement.bind(meaning)}")
    otherwise = statement.bind(column.otherwise) if column.otherwise else sql.kept(text)
    statement.reads.append(f"case {' '.join(cases)} end as k_{name}")
    statement.placed += [
        f"coalesce(k_{name}, {otherwise}) as v_{name}",
        f"case when k_{name} is null then {sql.kept(text)} end as u_{name}",
    ]


def _read_zone(statement: Statement, found: Given) -> None:
    name = found.column.name
    statement.reads.append(f"t_{name} as v_{name}")
    unknown = f"v_{name} is not null and not array_contains(:zones, v_{name})"
    statement.reject(found.column, unknown, reading.NO_ZONE)


def _read_yes_no(statement: Statement, found: Given) -> None:
    read = sql.yes_no(found.text) if found.is_text else found.text
    statement.reads.append(f"{read} as v_{found.column.name}")
    statement.reject_unread(found.column, reading.NEITHER)


def _read_number(statement: Statement, found: Given) -> None:
    name, text = found.column.name, found.text
    written = sql.number(text, found.decimal) if found.is_text else text
    finite = f"try_cast({written} as double)"
    statement.reads.append(f"case when abs({finite}) < double('infinity') then {finite} end as v_{name}")
    statement.placed.append(f"case when t_{name} is not null and v_{name} is null then {_shown(found)} end as x_{name}")


def _read_money(statement: Statement, found: Given) -> None:
    column, name, text = found.column, found.column.name, found.text
    written = sql.number(text, found.decimal) if found.is_text else f"cast({text} as string)"
    if found.type in ("float", "double"):  # which may be written with an exponent
        written = f"cast(try_cast({written} as decimal(38, 18)) as string)"
    statement.reads.append(f"{written} as n_{name}")
    cents = sql.whole_cents(f"n_{name}")
    statement.placed += [
        f"case when {cents} then try_cast(n_{name} as decimal(18, 2)) end as v_{name}",
        f"case when t_{name} is not null and not ({cents} and try_cast(n_{name} as decimal(18, 2)) is not null) "
        f"then {_shown(found)} end as x_{name}",
        f"cast(null as string) as m_{name}",
    ]
    if found.origin.strict and not found.origin.values:
        statement.reject(column, f"t_{name} is not null and n_{name} is null", numbers.not_a_number(found.decimal))
        statement.reject(column, f"t_{name} is not null and not {cents}", numbers.TOO_FINE)
        statement.reject_unread(column, numbers.TOO_LARGE)


def _shown(found: Given) -> str:
    return sql.kept(f"cast(t_{found.column.name} as string)")


def _read_date(statement: Statement, found: Given) -> None:
    column, name = found.column, found.column.name
    if found.origin.format not in ((), (dates.ISO,)):
        raise found.refused("by a format")
    if found.is_text:
        _refuse_other_shapes(statement, found)
        statement.reads.append(f"{sql.iso_day(f'c_{name}')} as v_{name}")
    elif found.type in ("date", "timestamp", "timestamp_ntz"):
        day = f"cast(t_{name} as date)"
        statement.reads.append(f"case when t_{name} = {day} then {day} end as v_{name}")
    else:
        raise found.refused()
    statement.reject_unread(column, instants.not_a_date(()))
    before = f"v_{name} < make_date({instants.FIRST_DAY.year}, 1, 1)"
    statement.reject(column, before, f"before {instants.FIRST_DAY.year}", with_year=True)


def _read_instant(statement: Statement, found: Given) -> None:
    column, origin, name = found.column, found.origin, found.column.name
    at, zoned, by_day = _local(statement, found)
    statement.reads += [f"{at} as l_{name}", f"{zoned} as z_{name}", f"{by_day} as b_{name}"]
    if origin.zone is None:
        statement.placed.append(f"l_{name} as v_{name}")
        statement.reject(column, f"l_{name} is not null and not z_{name}", instants.NO_ZONE)
        ends_at = f"l_{name} + interval 24 hours"
    else:
        zone, following = statement.bind(origin.zone), f"l_{name} + interval 24 hours"
        known = "between date'{}' and date'{}'".format(*instants.offset_days(statement.now.date()))
        shifted = f"when z_{name} or cast(l_{name} as date) not {known} then l_{name} else {sql.utc(f'l_{name}', zone)}"
        statement.placed.append(f"case {shifted} end as v_{name}")
        own = sql.utc(following, zone)
        if found.near not in (None, origin.zone):
            own = f"greatest({own}, {sql.utc(following, statement.bind(found.near))})"
        ends_at = f"case when z_{name} then {following} else {own} end"
    if column.ends:
        statement.placed.append(f"case when b_{name} then {ends_at} end as v_{column.until}")
    statement.reject_unread(column, instants.not_a_date(origin.format))
    first, last = instants.bounds(column, statement.now)
    outside = f"v_{name} < timestamp_ntz'{first}' or v_{name} > timestamp_ntz'{last}'"
    statement.reject(column, outside, instants.outside(first, last), with_year=True)


def _local(statement: Statement, found: Given) -> tuple[str, str, str]:
    """Return the local time or the instant, whether it is an instant, and whether only its day is known."""
    name, formats = found.column.name, found.origin.format
    epochs = [dates.EPOCHS[text] for text in formats if text in dates.EPOCHS]
    if found.is_text and formats and len(epochs) == len(formats) == 1:
        return sql.since_1970(f"t_{name}", epochs[0]), "true", "false"
    if formats not in ((), (dates.ISO,)):
        raise found.refused(f"by the format {', '.join(formats)}")
    if found.is_text:
        text = f"c_{name}"
        _refuse_other_shapes(statement, found)
        return sql.iso_instant(text), sql.iso_zoned(text), f"length({text}) = 10"
    if found.type not in ("date", "timestamp", "timestamp_ntz"):
        raise found.refused()
    return f"cast(t_{name} as timestamp_ntz)", str(found.type == "timestamp").lower(), str(found.type == "date").lower()


def _refuse_other_shapes(statement: Statement, found: Given) -> None:
    name = found.column.name
    statement.texts.append(f"{sql.dated(f't_{name}')} as c_{name}")
    if not found.origin.format:
        other = rf"not {sql.iso_shaped(f'c_{name}')} and c_{name} rlike '\\d'"
        statement.reject(found.column, other, instants.NO_FORMAT)


_READERS: dict[canonical.Kind, Callable[[Statement, Given], None]] = {
    "text": _read_text,
    "name": _read_text,
    "address": _read_address,
    "word": _read_word,
    "zone": _read_zone,
    "yes_no": _read_yes_no,
    "number": _read_number,
    "money": _read_money,
    "date": _read_date,
    "instant": _read_instant,
}
