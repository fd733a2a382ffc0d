"""From the tables of a lake to typed rows on the cluster, and the first problem of each row that has one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from sla_dash.errors import MappingError
from sla_dash.load import canonical, instants, mapping
from sla_dash.load import typed as files
from sla_dash.load.lake import reading
from sla_dash.load.lake.cluster import Lake, Value
from sla_dash.load.lake.expressions import quoted, veiled
from sla_dash.load.statement import Statement

FILE, LINE = "_file", "_line"
"""Columns that say where a row comes from, where a lake has them."""
MOST = 2_500
"""Rejected rows of one table that come back as examples, some of every reason."""
SPARK_TYPE: dict[canonical.Kind, str] = {
    "name": "string",
    "address": "string",
    "names": "array<string>",
    "text": "string",
    "word": "string",
    "zone": "string",
    "instant": "timestamp_ntz",
    "date": "date",
    "number": "double",
    "money": "decimal(18, 2)",
    "yes_no": "boolean",
}
_KNOWN = "select lead_id, created_at from checked_leads where problem is null"
_EARLY = "v_touched_at < known.created_at and coalesce(v_touched_until <= known.created_at, true)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one table of a lake, whose typed rows are the view ``checked_…``."""

    table: canonical.Table
    name: str
    """What the rows are of, in words: the table's name in the lake."""
    rows_in: int = 0
    rows_kept: int = 0
    ignored: tuple[str, ...] = ()
    """Columns that the mapping does not use."""
    is_mapped: bool = True


def check(lake: Lake, table: canonical.Table, mapped: mapping.Table | None, now: datetime, near: str | None) -> Checked:
    """Type and check the rows of a table on the cluster, and count them.

    ``now`` is naive UTC; ``near`` is the zone of the leads' own days. Touches come after the leads. Raises
    ``MappingError`` for columns that are not there, for what has to be cast in the lake, and for dates that could be
    read in several ways.
    """
    if mapped is None:
        lake.view(f"checked_{table.name}", f"select {', '.join(_nothing(table))} where false")
        return Checked(table, table.name, is_mapped=False)
    name = mapped.table or f"query of {table.name}"
    lake.view(f"raw_{table.name}", f"select * from {_origin(mapped)}")
    types = lake.types(f"raw_{table.name}")
    _refuse_unknown(table, mapped, name, types)
    statement = Statement(now, mark=":", near=near)
    for column in table.columns:
        if column.kind == "names":
            reading.add_names(statement, column, mapped, types)
        else:
            reading.add(statement, reading.given(column, mapped, types, near))
    if table is canonical.TOUCHES:
        statement.reject(table.column("lead_id"), "known.lead_id is null", "no such lead in these records")
    select = _select(table, mapped, statement, types)
    values: dict[str, Value] = {**statement.parameters, "name": name}
    if table is canonical.REPS:
        values["zones"] = sorted(available_timezones())
    lake.make(f"checked_{table.name}", select, values)
    counted = dict(lake.rows(f"select problem, count(*) from checked_{table.name} group by problem"))
    _refuse_guesses(lake, table, mapped, name)
    unused = tuple(one for one in types if one not in (*mapped.wanted, FILE, LINE))
    return Checked(table, name, sum(counted.values()), counted.get(None, 0), unused)


def _origin(mapped: mapping.Table) -> str:
    if mapped.table is not None:
        return ".".join(map(quoted, mapped.table.split(".")))
    return f"(\n{(mapped.query or '').strip().rstrip(';')}\n)"  # in brackets nothing but a select can stand


def _nothing(table: canonical.Table) -> list[str]:
    return [f"cast(null as {type_}) as {name}" for name, type_ in columns(table).items()]


def columns(table: canonical.Table) -> dict[str, str]:
    """Return the columns of a typed table but for its problems, each with its type on Spark."""
    return {
        **{column.kept_as: SPARK_TYPE[column.kind] for column in table.columns},
        **{column.until: "timestamp_ntz" for column in table.ended},
        **{f"unknown_{name}": "string" for name in table.worded},
        **{f"unread_{name}": "string" for name in table.unread},
        **{f"marked_{name}": "string" for name in table.marked},
        "early": "boolean",
        "problem": "int",
    }


def _refuse_unknown(table: canonical.Table, mapped: mapping.Table, name: str, types: dict[str, str]) -> None:
    missing = [one for one in mapped.wanted if one not in types]
    if missing:
        near = mapping.closest(missing[0], types)
        raise MappingError(
            f"{name} has no column {missing[0]}{near}".rstrip("?") + ("?" if near else "."),
            advice=f"It has: {', '.join(types)[:500]}. [{table.name}.columns] names what of it is used.",
        )


def _select(table: canonical.Table, mapped: mapping.Table, statement: Statement, types: dict[str, str]) -> str:
    """Write the statement in the stages of the one for files; rows with one key are put in order by what they say."""
    places = (
        f"{FILE if FILE in types else ':name'} as file, {LINE if LINE in types else 'cast(null as bigint)'} as line"
    )
    told = [*mapped.wanted] or ["1"]
    order = f"struct({', '.join(quoted(one) for one in told)}) as said"
    touches = table is canonical.TOUCHES
    known = f"left join ({_KNOWN}) as known on known.lead_id = v_lead_id" if touches else ""
    typed = [f"v_{column.name} as {column.kept_as}" for column in table.columns]
    typed += [f"v_{column.until} as {column.until}" for column in table.ended]
    typed += [f"u_{name} as unknown_{name}" for name in table.worded]
    typed += [f"x_{name} as unread_{name}" for name in table.unread]
    typed += [f"m_{name} as marked_{name}" for name in table.marked]
    written = [f"{raw} as w_{name}" for name, raw in statement.raw.items()]
    return f"""
        with texts as (select {", ".join([places, order, *written, *statement.texts])} from raw_{table.name}),
        parts as (select {", ".join(["*", *statement.parts])} from texts),
        reads as (select {", ".join(["*", *statement.reads])} from parts),
        placed as (select {", ".join(["*", *statement.placed])} from reads),
        judged as (
            select placed.*, {_EARLY if touches else "false"} as early,
                {f"case {statement.problems} end" if statement.checks else "cast(null as int)"} as problem
            from placed {known}
        ),
        numbered as (select *, {_repeats(table)} from judged)
        select file, line, early, {", ".join(typed)},
            coalesce(problem, case when n > 1 then 255 end) as problem,
            {_explained(table, statement)}
        from numbered
        """


def _repeats(table: canonical.Table) -> str:
    if table.key is None:
        return "1 as n, cast(null as bigint) as first_line"
    over = f"(partition by problem is null, v_{table.key} order by file, line, said)"
    return (
        f"case when problem is null then row_number() over {over} end as n, first_value(line) over {over} as first_line"
    )


def _explained(table: canonical.Table, statement: Statement) -> str:
    """Say of a rejected row its column, what may leave the cluster of its value, and why."""
    names, values, reasons = [], [], []
    for number, one in enumerate(statement.checks):
        names.append(f"when problem = {number} then '{one.column}'")
        if one.column in statement.raw:
            value = f"left(cast(w_{one.column} as string), {files.SHOWN})"
            values.append(f"when problem = {number} then {veiled(value)}")
        column = next(found for found in table.columns if found.name == one.column)
        year = f"concat('in ', year(v_{column.name}), ': ', " if one.with_year else ""
        reasons.append(f"when problem = {number} then {year}{statement.bind(one.reason)}{')' if year else ''}")
    if table.key:
        names.append(f"when n > 1 then '{table.key}'")
        values.append(f"when n > 1 then {veiled(f'v_{table.key}')}")
        again = f"concat('{table.key} repeats ', coalesce(concat('line ', first_line), 'another row'))"
        reasons.append(f"when n > 1 then {again}")
    texts = ("column_name", names), ("value", values), ("reason", reasons)
    return ", ".join(
        f"case {' '.join(cases)} end as {name}" if cases else f"cast(null as string) as {name}" for name, cases in texts
    )


def _refuse_guesses(lake: Lake, table: canonical.Table, mapped: mapping.Table, name: str) -> None:
    """Refuse the table when a value could be read in several ways, and say which."""
    guesses = f"reason in ('{instants.NO_FORMAT}', '{instants.NO_ZONE}')"
    found = lake.rows(f"select column_name, reason from checked_{table.name} where {guesses} limit 1")
    if not found:
        return
    column, reason = found[0]
    origin = mapped.columns[column]
    if reason == instants.NO_ZONE:
        raise MappingError(
            f"{table.name}.{column} of {name} has a time without an offset from UTC, so its instant is not known.",
            advice=f'Give it a zone, such as {column} = {{ column = "{origin.column}", zone = "Europe/Paris" }}.',
        )
    raise MappingError(
        f"{table.name}.{column} of {name} is not written as ISO 8601, year first.",
        advice=f"Give a query in place of the table, with to_timestamp({quoted(origin.column or '')}, …) in it.",
    )
