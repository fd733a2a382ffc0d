"""Records drawn as a table, in a real DuckDB with its facts prepared."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import duckdb

from sla_dash.agreement import Agreements, Terms, parse
from sla_dash.load import canonical, facts, landing, person

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
KEY = bytes(range(person.BYTES))
"""Makes persons of the addresses that are drawn."""

AGREEMENT = """
version = 1
title = "Test"
valid_from = 2026-09-01
next_revision = 2026-12-01
timezone = "Europe/Warsaw"
standup = { at = "09:00" }
follow_up = [{ day = 14, attempts = 3 }, { day = 28, attempts = 5 }, { day = 56, attempts = 7 }]

[working_week]
monday = ["09:00-17:00"]
tuesday = ["09:00-17:00"]
wednesday = ["09:00-17:00"]
thursday = ["09:00-17:00"]
friday = ["09:00-17:00"]

[[stream]]
name = "SMB"

[[stream.lead_type]]
name = "form"
targets = 100
lead_value = 128
respond_within = "4h"
respond_share = 0.9

[[stream.lead_type]]
name = "outbound"
targets = 40
lead_value = 187
respond_within = "4h"
respond_share = 0.9
"""


def terms(**changes: str) -> Terms:
    """Return the agreement of the tests with lines replaced: ``timezone='"UTC"'``."""
    lines = AGREEMENT.splitlines()
    for key, value in changes.items():
        found = [n for n, line in enumerate(lines) if line.startswith(f"{key} =")]
        assert found, key
        lines[found[0]] = f"{key} = {value}"
    return parse("\n".join(lines))


def agreements(*versions: Terms) -> Agreements:
    """Return a history of these versions, or of the tests' own one."""
    return Agreements(versions or (terms(),))


def rows(drawing: str) -> list[dict[str, str | None]]:
    """Read a table drawn with | between its columns; an empty cell is absent."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    return [{name: cell or None for name, cell in zip(lines[0], line, strict=True)} for line in lines[1:]]


def records(
    held: Agreements | None = None, now: datetime = NOW, lead_url: str | None = None, **drawings: str
) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database of the drawn tables, missing columns empty, with facts prepared."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set TimeZone = 'UTC'")
    landing.run(connection, "tables")
    for table in canonical.TABLES:
        _insert(connection, table, rows(drawings.pop(table.name, "\n")))
    assert not drawings, drawings
    held = held or agreements()
    facts.prepare(connection, held, now)
    naive = now.replace(tzinfo=None)
    stamp = canonical.stamp(held.fingerprint)
    landing.run(connection, "latest", now=naive, mapping="drawn", agreement=stamp, lead_url=lead_url)
    return connection


def _insert(
    connection: duckdb.DuckDBPyConnection, table: canonical.Table, found: Sequence[Mapping[str, str | None]]
) -> None:
    filled = [_filled(table, row) for row in found]
    if filled:
        columns = ", ".join(f"unnest(${n})" for n in range(1, len(table.stored) + 1))
        by_column = [[_listed(table, name, values[name]) for values in filled] for name in table.stored]
        connection.execute(f"insert into {table.name} select {columns}", by_column)


def _filled(table: canonical.Table, row: Mapping[str, str | None]) -> dict[str, str | None]:
    defaults = {column.name: column.default for column in table.columns}
    values = {name: row.get(name) or defaults.get(name) for name in table.stored}
    if table is canonical.LEADS:
        values["created_at"] = values["created_at"] or values["qualified_at"]
        values["stream"] = values["stream"] or "SMB"
        values["person"] = str(person.hashed(address, KEY)) if (address := (row.get("email") or "").strip()) else None
    unknown = row.keys() - values.keys() - {"email"}
    assert not unknown, unknown
    return values


def _listed(table: canonical.Table, name: str, cell: str | None) -> str | list[str] | None:
    """Read the names of a list, which commas part: "," is one without any, an empty cell is none."""
    if cell is None or not any(column.name == name and column.kind == "names" for column in table.columns):
        return cell
    return [part.strip() for part in cell.split(",") if part.strip()]
