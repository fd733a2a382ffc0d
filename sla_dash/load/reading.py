"""How each kind of column is read: the pieces of the statement that turns staged text into typed rows.

Names in the statement: ``t_`` the cleaned and translated text, ``u_`` a word that nobody knows, ``l_`` the local time,
``z_`` whether the text carries its own offset, ``o_`` the offsets of the column's zone, ``v_`` the typed value.
Whatever the mapping says reaches the statement as a bound parameter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sla_dash.load import canonical, dates, mapping, vocabulary
from sla_dash.load.sources.staging import STAGE

FIRST = datetime(1990, 1, 1)  # noqa: DTZ001 - instants in a snapshot are naive UTC
AHEAD = timedelta(days=366)
LAST = datetime(9999, 12, 31)  # noqa: DTZ001 - as above
FIRST_YEAR_OF_A_DAY = 1900
"""For days in a rep's row; such a day may lie far ahead, as an open end does."""
NO_FORMAT, NO_ZONE = "#no format", "#no zone"
"""Reasons for which the whole file is refused: reading on would mean guessing."""

Value = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Check:
    """A condition under which a row is rejected."""

    column: str
    condition: str
    reason: str
    with_year: bool = False
    """The year of the value comes before the reason."""


@dataclass(slots=True)
class Statement:
    """The growing pieces of the statement for one file."""

    now: datetime
    """Naive UTC."""
    texts: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    """Staged column of each canonical column that comes from the file."""
    parameters: dict[str, Value] = field(default_factory=dict)

    def bind(self, value: Value) -> str:
        """Add a parameter and return its name in the statement."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def reject(self, column: canonical.Column, condition: str, reason: str, *, with_year: bool = False) -> None:
        """Reject the rows of a condition, unless an earlier one rejects them already."""
        self.checks.append(Check(column.name, condition, reason, with_year))

    def reject_unread(self, column: canonical.Column, reason: str) -> None:
        """Reject the rows whose text gave no value."""
        self.reject(column, f"t_{column.name} is not null and v_{column.name} is null", reason)


def add(
    statement: Statement,
    column: canonical.Column,
    origin: mapping.Column | None,
    staged: dict[str, str],
    clean: str,
    decimal: str | None,
) -> None:
    """Add the reading of one canonical column; ``origin`` is None where the mapping has nothing for it.

    ``clean`` names the macro that gives the text without white space around it.
    """
    name, text = column.name, f"t_{column.name}"
    origin = origin or mapping.Column(constant="")
    if origin.column is None:
        read = f"cast(nullif({statement.bind(origin.constant_text)}, '') as varchar)"
    else:
        raw = statement.raw[name] = staged[origin.column]
        written = f"{clean}({raw})"
        given = f"named({written})" if column.kind == "name" else written
        read = _translated(statement, written, given, origin)
        if origin.strict:
            listed = ", ".join(statement.bind(value) for value in origin.values)
            statement.texts.append(f"{given} not in ({listed}) as unlisted_{name}")
            statement.reject(column, f"unlisted_{name}", "not among the values of the mapping")
    statement.texts.append(f"{read} as {text}")
    if column.required:
        statement.reject(column, f"{text} is null", "empty, but every row needs it")
    if column.default is not None:
        read = f"coalesce({read}, {statement.bind(column.default)})"
        statement.texts.append(f"{read} as d_{name}")
    if column.words:
        _look_up(statement, column, read)
    _READERS[column.kind](statement, column, origin, decimal)


def add_names(
    statement: Statement,
    column: canonical.Column,
    origins: Mapping[str, mapping.Column],
    staged: dict[str, str],
    clean: str,
) -> None:
    """Add the list of names that a row carries, each once: those whose column holds a value, and those it lists.

    Null where the mapping has no ``origins``: nobody can tell what a row carries, which is not nothing.
    """
    lists = []
    for name, origin in origins.items():
        if origin.column is None:
            lists.append(f"[case when {statement.bind(origin.constant_text)} <> '' then {statement.bind(name)} end]")
            continue
        written = f"{clean}({staged[origin.column]})"
        if origin.separator:
            part = "trimmed(part)"
            read = _translated(statement, part, f"named({part})", origin)
            parts = f"string_split({written}, {statement.bind(origin.separator)})"
            lists.append(f"coalesce(list_transform({parts}, lambda part: kept({read})), [])")
        else:
            read = _translated(statement, written, f"named({written})", origin)
            lists.append(f"[case when {read} is not null then {statement.bind(name)} end]")
    listed = f"list_sort(list_distinct(list_concat({', '.join(['cast([] as varchar[])', *lists])})))"
    statement.texts.append(f"{listed if lists else 'cast(null as varchar[])'} as v_{column.name}")


def _translated(statement: Statement, written: str, given: str, origin: mapping.Column) -> str:
    """Translate what is written; ``given`` is null where that stands for nothing, such as n/a for a name."""
    translations = origin.translations
    cases = [
        f"when {written} = {statement.bind(source)} then {statement.bind(target)}"
        for source, target in translations.items()
        if source
    ]
    if "" in translations:
        cases.append(f"when {given} is null then {statement.bind(translations[''])}")
    return f"nullif(case {' '.join(cases)} else {given} end, '')" if cases else given


def _text(column: canonical.Column) -> str:
    return f"t_{column.name}" if column.default is None else f"d_{column.name}"


def _read_text(statement: Statement, column: canonical.Column, _: mapping.Column, __: str | None) -> None:
    statement.reads.append(f"kept({_text(column)}) as v_{column.name}")


def _read_word(statement: Statement, column: canonical.Column, _: mapping.Column, __: str | None) -> None:
    name, text = column.name, _text(column)
    otherwise = statement.bind(column.otherwise) if column.otherwise else f"kept({text})"
    statement.placed += [
        f"coalesce(k_{name}.meaning, {otherwise}) as v_{name}",
        f"case when k_{name}.meaning is null then kept({text}) end as u_{name}",
    ]


def _look_up(statement: Statement, column: canonical.Column, read: str) -> None:
    """Join what each word of a file means: a file has few of them, and looking at every row would cost more."""
    cases = []
    for meaning, others in column.words.items():
        spellings = dict.fromkeys(vocabulary.spelled(word) for word in (meaning, *others))
        listed = ", ".join(statement.bind(spelling) for spelling in spellings)
        cases.append(f"when spelled(word) in ({listed}) then {statement.bind(meaning)}")
    words = f"select word, case {' '.join(cases)} end as meaning from (select distinct {read} as word from {STAGE})"  # noqa: S608 - bound
    statement.joins.append(f"left join ({words}) as k_{column.name} on k_{column.name}.word = {_text(column)}")


def _read_zone(statement: Statement, column: canonical.Column, _: mapping.Column, __: str | None) -> None:
    name = column.name
    statement.reads.append(f"t_{name} as v_{name}")
    unknown = f"v_{name} is not null and v_{name} not in (from zone_names)"
    statement.reject(column, unknown, "not a time zone such as Europe/Warsaw")


def _read_yes_no(statement: Statement, column: canonical.Column, _: mapping.Column, __: str | None) -> None:
    statement.reads.append(f"yes_no({_text(column)}) as v_{column.name}")
    statement.reject_unread(column, "neither yes nor no")


def _read_number(statement: Statement, column: canonical.Column, _: mapping.Column, decimal: str | None) -> None:
    name = column.name
    statement.reads.append(f"finite_number(any_number(t_{name}, {statement.bind(decimal)})) as v_{name}")
    statement.reject_unread(column, _not_a_number(decimal))


def _read_money(statement: Statement, column: canonical.Column, _: mapping.Column, decimal: str | None) -> None:
    name = column.name
    statement.texts.append(f"any_money(t_{name}, {statement.bind(decimal)}) as n_{name}")
    statement.reads.append(f"money(n_{name}) as v_{name}")
    statement.reject(column, f"t_{name} is not null and n_{name} is null", _not_a_number(decimal))
    statement.reject(column, f"not whole_cents(n_{name})", "more than two decimals")
    statement.reject_unread(column, "more than sixteen digits before the decimal mark")


def _not_a_number(decimal: str | None) -> str:
    if decimal is None:
        return "not a plain number (decimal in the mapping allows a comma and thousands)"
    return f"not a number with the decimal mark {decimal}"


def _read_date(statement: Statement, column: canonical.Column, origin: mapping.Column, _: str | None) -> None:
    name = column.name
    if not origin.format:
        statement.reads.append(f"iso_day(t_{name}) as v_{name}")
        _refuse_other_shapes(statement, column)
    else:
        statement.reads.append(
            f"cast(formatted_local(t_{name}, {statement.bind(origin.format[0])}) as date) as v_{name}"
        )
    statement.reject_unread(column, _not_a_date(origin))
    before = f"v_{name} < make_date({FIRST_YEAR_OF_A_DAY}, 1, 1)"
    statement.reject(column, before, f"before {FIRST_YEAR_OF_A_DAY}", with_year=True)


def _read_instant(statement: Statement, column: canonical.Column, origin: mapping.Column, _: str | None) -> None:
    name, text, local = column.name, f"t_{column.name}", f"l_{column.name}"
    if not origin.format:
        statement.reads += [f"iso_instant({text}) as {local}", f"iso_zoned({text}) as z_{name}"]
        _refuse_other_shapes(statement, column)
    elif dates.has_offset(origin.format[0]):
        read = f"formatted_instant({text}, {statement.bind(origin.format[0])})"
        statement.reads += [f"{read} as {local}", f"true as z_{name}"]
    else:
        read = f"formatted_local({text}, {statement.bind(origin.format[0])})"
        statement.reads += [f"{read} as {local}", f"false as z_{name}"]
    if origin.zone is None:
        statement.placed.append(f"{local} as v_{name}")
        statement.reject(column, f"{local} is not null and not z_{name}", NO_ZONE)
    else:
        _place(statement, name, origin.zone)
    if column.by_day:
        _keep_day(statement, column, origin)
    statement.reject_unread(column, _not_a_date(origin))
    last = LAST if column.planned else statement.now + AHEAD
    outside = f"v_{name} < {statement.bind(FIRST)} or v_{name} > {statement.bind(last)}"
    statement.reject(column, outside, f"outside {FIRST:%Y-%m-%d} to {last:%Y-%m-%d}", with_year=True)


def _place(statement: Statement, name: str, zone: str) -> None:
    local, offsets = f"l_{name}", f"o_{name}"
    statement.joins.append(
        f"left join offsets as {offsets} on {offsets}.zone = {statement.bind(zone)}"
        f" and {offsets}.day = cast({local} as date)"
    )
    shifted = f"to_utc({local}, {offsets}.seconds, {offsets}.change_at, {offsets}.later)"
    # A day without an offset lies outside the years of the records, so it is rejected or a plan that nobody reads.
    statement.placed.append(f"case when z_{name} then {local} else coalesce({shifted}, {local}) end as v_{name}")


def _keep_day(statement: Statement, column: canonical.Column, origin: mapping.Column) -> None:
    """Keep the end of the day where that is all that is written."""
    name = column.name
    day_alone = f"length(t_{name}) = 10" if not origin.format else f"{not dates.has_hour(origin.format[0])}"
    ends_at = f"l_{name} + interval 24 hour"
    if origin.zone is not None:
        ends_at = f"case when z_{name} then {ends_at} else o_{name}.ends_at end"
    statement.placed.append(f"case when {day_alone} then {ends_at} end as v_{column.until}")


def _not_a_date(origin: mapping.Column) -> str:
    return f"not a date of the format {origin.format[0]}" if origin.format else "not a date of ISO 8601"


def _refuse_other_shapes(statement: Statement, column: canonical.Column) -> None:
    text = f"t_{column.name}"
    statement.reject(column, f"not iso_shaped({text}) and regexp_matches({text}, '\\d')", NO_FORMAT)


_READERS: dict[canonical.Kind, Callable[[Statement, canonical.Column, mapping.Column, str | None], None]] = {
    "text": _read_text,
    "name": _read_text,
    "word": _read_word,
    "zone": _read_zone,
    "yes_no": _read_yes_no,
    "number": _read_number,
    "money": _read_money,
    "date": _read_date,
    "instant": _read_instant,
}
