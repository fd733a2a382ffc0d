"""From the staged text of one file to typed rows, and the first problem of each row that has one."""

from collections.abc import Iterator
from datetime import datetime

import duckdb

from sla_dash.errors import MappingError
from sla_dash.load import canonical, dates, instants, mapping, reading, spellings
from sla_dash.load.sources import staging
from sla_dash.load.sources.staging import STAGE, quoted
from sla_dash.load.statement import Check, Statement, Value

SHOWN = 200
"""Characters of a rejected value that are kept."""
_SQL_TYPE: dict[canonical.Kind, str] = {
    "name": "varchar",
    "address": "uuid",
    "names": "varchar[]",
    "text": "varchar",
    "word": "varchar",
    "zone": "varchar",
    "instant": "timestamp",
    "date": "date",
    "number": "double",
    "money": "decimal(18, 2)",
    "yes_no": "boolean",
}

_KNOWN = """
    left join (select lead_id, created_at from typed_leads where problem is null) as known
        on known.lead_id = {}
    """
_SPELLED = """
    left join spellings as own
        on own.of = 'lead' and own.short = short_id(v_lead_id) and strlen(own.id) <> strlen(v_lead_id)
    """


def create(connection: duckdb.DuckDBPyConnection, table: canonical.Table) -> None:
    """Create the empty table of typed rows that ``fill`` adds to."""
    columns = ", ".join(
        [f"{quoted(column.kept_as)} {_SQL_TYPE[column.kind]}" for column in table.columns]
        + [f"{quoted(column.until)} timestamp" for column in table.ended]
        + [f"unknown_{name} varchar" for name in table.worded]
        + [f"unread_{name} varchar" for name in table.unread]
        + [f"marked_{name} varchar" for name in table.marked]
    )
    connection.execute(
        f"create temp table typed_{table.name} "
        f"(source integer, row bigint, problem utinyint, early boolean, clash varchar, {columns})"
    )


def fill(
    connection: duckdb.DuckDBPyConnection,
    source: int,
    table: canonical.Table,
    mapped: mapping.Table,
    staged: staging.Staged,
    now: datetime,
    near: str | None = None,
) -> None:
    """Add the staged file to the typed rows and the rejected ones to ``flawed``.

    ``now`` is naive UTC; ``near`` is the zone of the leads' own days, or None where every lead says its own. Raises
    ``MappingError`` when the values need a format or a zone that is not given.
    """
    _refuse_needless_formats(mapped, staged)
    statement = _statement(table, mapped, staged, now, near)
    own = table in (canonical.TOUCHES, canonical.DEALS) and spellings.any_of(connection, "lead")
    lead_id = "coalesce(own.id, v_lead_id)" if own else "v_lead_id"
    known, early = "", "false"
    if table is canonical.TOUCHES:
        known = _KNOWN.format(lead_id)
        early = "v_touched_at < known.created_at and coalesce(v_touched_until <= known.created_at, true)"
        statement.reject(table.column("lead_id"), "known.lead_id is null", "no such lead in these records")
    connection.execute(
        f"""
        insert into typed_{table.name}
        with texts as (
            select rowid as row, {", ".join(statement.texts)} from {STAGE}
        ),
        parts as (
            select {", ".join(["*", *statement.parts])} from texts
        ),
        reads as (
            select *, {", ".join(statement.reads)} from parts
        ),
        placed as (
            select {", ".join(["*", *statement.placed])} from reads {" ".join(statement.joins)}
        )
        select
            {statement.bind(source)}, row,
            case {statement.problems} end,
            {early},
            coalesce({", ".join(["null", *statement.clashes])}),
            {", ".join(_values(table, lead_id))}
        from placed {_SPELLED if own else ""} {known}
        """,  # noqa: S608 - fixed pieces and canonical names; values are parameters
        statement.parameters,
    )
    _reject(connection, source, table, statement)
    _refuse_guesses(connection, source, table, mapped, staged.found.name)


def _statement(
    table: canonical.Table, mapped: mapping.Table, staged: staging.Staged, now: datetime, near: str | None
) -> Statement:
    statement = Statement(now, near)
    clean = "trimmed" if staged.padded else "unpadded"
    for column in table.columns:
        if column.kind == "names":
            reading.add_names(statement, column, mapped.fields, staged.columns, clean)
        else:
            reading.add(statement, column, mapped.columns.get(column.name), staged.columns, clean, mapped)
    return statement


def _values(table: canonical.Table, lead_id: str) -> Iterator[str]:
    """Yield what fills the columns of the typed table, in their order."""
    for column in table.columns:
        if column.name == "lead_id":
            yield lead_id
        elif mark := column.marked_by:
            yield f"coalesce(v_{column.name}, case when not contains(m_{mark}, ' ') then m_{mark} end)"
        else:
            yield f"v_{column.name}"
    yield from (f"v_{column.until}" for column in table.ended)
    yield from (f"u_{name}" for name in table.worded)
    yield from (f"x_{name}" for name in table.unread)
    yield from (f"m_{name}" for name in table.marked)


def _refuse_needless_formats(mapped: mapping.Table, staged: staging.Staged) -> None:
    for target in mapped.columns.values():
        if target.format and dates.ISO not in target.format and target.column in staged.dates:
            raise MappingError(
                f"{staged.found.name}: the column {target.column} is a {staged.dates[target.column].lower()} already "
                "and has no format.",
                advice="Leave the format out and give a zone unless the values carry one.",
            )


def _reject(connection: duckdb.DuckDBPyConnection, source: int, table: canonical.Table, statement: Statement) -> None:
    parameters: dict[str, Value] = {"source": source}
    columns, values, reasons = [], ["when 255 then null"], []
    for number, check in enumerate(statement.checks):
        parameters[f"column{number}"], parameters[f"reason{number}"] = check.column, check.reason
        columns.append(f"when {number} then $column{number}")
        if check.column in statement.raw:
            values.append(f"when {number} then {statement.raw[check.column]}")
        reasons.append(f"when {number} then {_reason(check, number)}")
    connection.execute(
        f"""
        insert into flawed
        select
            source,
            row,
            null,
            case problem {" ".join(columns)} end,
            left(case problem {" ".join(values)} end, {SHOWN}),
            case problem {" ".join(reasons)} end
        from typed_{table.name}
        join {STAGE} on {STAGE}.rowid = row
        where source = $source and problem is not null
        """,  # noqa: S608 - fixed pieces and canonical names; values are parameters
        parameters,
    )


def _reason(check: Check, number: int) -> str:
    if check.reason == instants.CLASH:
        return f"coalesce(clash, $reason{number})"
    year = f"'in ' || year({quoted(check.column)}) || ': ' || " if check.with_year else ""
    return f"{year}$reason{number}"


def _refuse_guesses(
    connection: duckdb.DuckDBPyConnection, source: int, table: canonical.Table, mapped: mapping.Table, file: str
) -> None:
    """Refuse the file when a value could be read in several ways, and say which."""
    found = connection.execute(
        """
        select flawed.column_name, trim(value), shape(trim(value)), reason, row + shift
        from flawed
        asof join shifts on shifts.source = flawed.source and shifts.from_row <= flawed.row
        where flawed.source = ? and reason in (?, ?)
        order by row
        limit 1
        """,
        [source, instants.NO_FORMAT, instants.NO_ZONE],
    ).fetchone()
    if found is None:
        return
    name, value, shown, reason, line = found
    epoch = dates.epoch(value)
    where = f"{table.name}.{name}: {value if epoch else shown} ({file} line {line})"
    if reason == instants.NO_ZONE:
        column = mapped.columns[name].column
        raise MappingError(
            f"{where} has no offset from UTC, so its instant is not known.",
            advice=f'Give the column a zone, such as {name} = {{ column = "{column}", zone = "Europe/Warsaw" }}.',
        )
    if epoch:
        at, format_ = epoch
        raise MappingError(
            f"{where} could be {at}, as a number since 1970: give the column a format.",
            advice=f'Such as format = "{format_}".',
        )
    could = dates.readings(value)
    meaning = f"could be {' or '.join(could)}" if could else "is not ISO 8601, year first"
    raise MappingError(
        f"{where} {meaning}: give the column a format.",
        advice='Such as format = "%d/%m/%Y" (day first) or "%m/%d/%Y" (month first), then %H:%M:%S if there are hours.',
    )
