"""From the staged text of one file to typed rows, and the first problem of each row that has one."""

from datetime import datetime

import duckdb

from sla_dash.errors import MappingError
from sla_dash.load import canonical, dates, mapping, reading
from sla_dash.load.sources import staging
from sla_dash.load.sources.staging import STAGE, quoted

SHOWN = 200
"""Characters of a rejected value that are kept."""
_SQL_TYPE: dict[canonical.Kind, str] = {
    "name": "varchar",
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
        on known.lead_id = v_lead_id
    """


def create(connection: duckdb.DuckDBPyConnection, table: canonical.Table) -> None:
    """Create the empty table of typed rows that ``fill`` adds to."""
    columns = ", ".join(
        [f"{quoted(column.name)} {_SQL_TYPE[column.kind]}" for column in table.columns]
        + [f"{quoted(column.until)} timestamp" for column in table.columns if column.by_day]
        + [f"unknown_{name} varchar" for name in table.worded]
    )
    connection.execute(
        f"create temp table typed_{table.name} (source integer, row bigint, problem utinyint, early boolean, {columns})"
    )


def fill(
    connection: duckdb.DuckDBPyConnection,
    source: int,
    table: canonical.Table,
    mapped: mapping.Table,
    staged: staging.Staged,
    now: datetime,
) -> None:
    """Add the staged file to the typed rows and the rejected ones to ``flawed``.

    ``now`` is naive UTC. Raises ``MappingError`` when the values need a format or a zone that is not given.
    """
    _refuse_needless_formats(mapped, staged)
    statement = reading.Statement(now)
    clean = "trimmed" if staged.padded else "unpadded"
    for column in table.columns:
        if column.kind == "names":
            reading.add_names(statement, column, mapped.fields, staged.columns, clean)
        else:
            reading.add(statement, column, mapped.columns.get(column.name), staged.columns, clean, mapped.decimal)
    known, early = "", "false"
    if table is canonical.TOUCHES:
        known = _KNOWN
        early = "v_touched_at < known.created_at and coalesce(v_touched_until <= known.created_at, true)"
        statement.reject(table.column("lead_id"), "known.lead_id is null", "no such lead in these records")
    checks = enumerate(statement.checks)
    connection.execute(
        f"""
        insert into typed_{table.name}
        with texts as (
            select rowid as row, {", ".join(statement.texts)} from {STAGE}
        ),
        reads as (
            select *, {", ".join(statement.reads)} from texts
        ),
        placed as (
            select {", ".join(["*", *statement.placed])} from reads {" ".join(statement.joins)}
        )
        select
            {statement.bind(source)},
            row,
            case {" ".join(f"when {check.condition} then {number}" for number, check in checks)} end,
            {early},
            {", ".join([*(f"v_{name}" for name in table.stored), *(f"u_{name}" for name in table.worded)])}
        from placed {known}
        """,  # noqa: S608 - fixed pieces and canonical names; values are parameters
        statement.parameters,
    )
    _reject(connection, source, table, statement)
    _refuse_guesses(connection, source, table, mapped, staged.found.name)


def _refuse_needless_formats(mapped: mapping.Table, staged: staging.Staged) -> None:
    for target in mapped.columns.values():
        if target.format and target.column in staged.dates:
            raise MappingError(
                f"{staged.found.name}: the column {target.column} is a {staged.dates[target.column].lower()} already "
                "and has no format.",
                advice="Leave the format out and give a zone unless the values carry one.",
            )


def _reject(
    connection: duckdb.DuckDBPyConnection, source: int, table: canonical.Table, statement: reading.Statement
) -> None:
    parameters: dict[str, reading.Value] = {"source": source}
    columns, values, reasons = [], ["when 255 then null"], []
    for number, check in enumerate(statement.checks):
        parameters[f"column{number}"], parameters[f"reason{number}"] = check.column, check.reason
        columns.append(f"when {number} then $column{number}")
        if check.column in statement.raw:
            values.append(f"when {number} then {statement.raw[check.column]}")
        year = f"'in ' || year({quoted(check.column)}) || ': ' || " if check.with_year else ""
        reasons.append(f"when {number} then {year}$reason{number}")
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


def _refuse_guesses(
    connection: duckdb.DuckDBPyConnection, source: int, table: canonical.Table, mapped: mapping.Table, file: str
) -> None:
    """Refuse the file when a value could be read in several ways, and say which."""
    found = connection.execute(
        """
        select flawed.column_name, trim(value), reason, row + shift
        from flawed
        asof join shifts on shifts.source = flawed.source and shifts.from_row <= flawed.row
        where flawed.source = ? and reason in (?, ?)
        order by row
        limit 1
        """,
        [source, reading.NO_FORMAT, reading.NO_ZONE],
    ).fetchone()
    if found is None:
        return
    name, value, reason, line = found
    where = f"{table.name}.{name}: {value} ({file} line {line})"
    if reason == reading.NO_ZONE:
        column = mapped.columns[name].column
        raise MappingError(
            f"{where} has no offset from UTC, so its instant is not known.",
            advice=f'Give the column a zone, such as {name} = {{ column = "{column}", zone = "Europe/Warsaw" }}.',
        )
    could = dates.readings(value)
    meaning = f"could be {' or '.join(could)}" if could else "is not ISO 8601, year first"
    raise MappingError(
        f"{where} {meaning}: give the column a format.",
        advice='Such as format = "%d/%m/%Y" (day first) or "%m/%d/%Y" (month first), then %H:%M:%S if there are hours.',
    )
