"""How each kind of column is read: what each adds to the statement that turns staged text into typed rows."""

from collections.abc import Callable, Mapping

from sla_dash.load import canonical, instants, mapping, numbers, vocabulary
from sla_dash.load.sources.staging import STAGE
from sla_dash.load.statement import Statement

EMPTY, UNLISTED = "empty, but every row needs it", "not among the values of the mapping"
NO_ZONE, NEITHER = "not a time zone such as Europe/Warsaw", "neither yes nor no"
ROUNDED = "a spreadsheet has rounded this id: export it again as text"


def add(
    statement: Statement,
    column: canonical.Column,
    origin: mapping.Column | None,
    staged: dict[str, str],
    clean: str,
    mapped: mapping.Table,
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
        given = f"named({written})" if column.kind in ("name", "address") else written
        read = translated(statement, written, given, origin)
        if origin.strict and origin.values:
            listed = ", ".join(statement.bind(value) for value in origin.values)
            statement.texts.append(f"{given} not in ({listed}) as unlisted_{name}")
            statement.reject(column, f"unlisted_{name}", UNLISTED)
    statement.texts.append(f"{read} as {text}")
    if column.required:
        statement.reject(column, f"{text} is null", EMPTY)
    if column.default is not None:
        read = f"coalesce({read}, {statement.bind(column.default)})"
        statement.texts.append(f"{read} as d_{name}")
    if column.words:
        _look_up(statement, column, read)
    if column.of and column.required:
        statement.reject(column, f"rounded({text})", ROUNDED)
    _READERS[column.kind](statement, column, origin, mapped)


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
            read = translated(statement, part, f"named({part})", origin)
            parts = f"string_split({written}, {statement.bind(origin.separator)})"
            lists.append(f"coalesce(list_transform({parts}, lambda part: kept({read})), [])")
        else:
            read = translated(statement, written, f"named({written})", origin)
            lists.append(f"[case when {read} is not null then {statement.bind(name)} end]")
    listed = f"list_sort(list_distinct(list_concat({', '.join(['cast([] as varchar[])', *lists])})))"
    statement.texts.append(f"{listed if lists else 'cast(null as varchar[])'} as v_{column.name}")


def translated(statement: Statement, written: str, given: str, origin: mapping.Column) -> str:
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


def _kept_by(column: canonical.Column) -> str:
    """Name the macro that gives what is kept of a text; those who work here are called as their CRM calls them."""
    if column.of == "person" or column in canonical.REPS.columns:
        return "cut"
    if column.of:
        return "kept_id"
    return "kept_name" if column.kind == "text" else "kept"


def _read_address(statement: Statement, column: canonical.Column, _: mapping.Column, __: mapping.Table) -> None:
    statement.reads.append(f"person({_text(column)}) as v_{column.name}")


def _read_text(statement: Statement, column: canonical.Column, _: mapping.Column, __: mapping.Table) -> None:
    name, text = column.name, _text(column)
    macro = _kept_by(column)
    if not column.of or column.required:
        statement.reads.append(f"{macro}({text}) as v_{name}")
        return
    statement.reads += [
        f"case when not rounded({text}) then {macro}({text}) end as v_{name}",
        f"case when rounded({text}) then {text} end as x_{name}",
    ]


def _read_word(statement: Statement, column: canonical.Column, _: mapping.Column, __: mapping.Table) -> None:
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


def _read_zone(statement: Statement, column: canonical.Column, _: mapping.Column, __: mapping.Table) -> None:
    name = column.name
    statement.reads.append(f"t_{name} as v_{name}")
    unknown = f"v_{name} is not null and v_{name} not in (from zone_names)"
    statement.reject(column, unknown, NO_ZONE)


def _read_yes_no(statement: Statement, column: canonical.Column, _: mapping.Column, __: mapping.Table) -> None:
    statement.reads.append(f"yes_no({_text(column)}) as v_{column.name}")
    statement.reject_unread(column, NEITHER)


_READERS: dict[canonical.Kind, Callable[[Statement, canonical.Column, mapping.Column, mapping.Table], None]] = {
    "text": _read_text,
    "name": _read_text,
    "address": _read_address,
    "word": _read_word,
    "zone": _read_zone,
    "yes_no": _read_yes_no,
    "number": numbers.read_number,
    "money": numbers.read_money,
    "date": instants.read_date,
    "instant": instants.read_instant,
}
