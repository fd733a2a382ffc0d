"""Those who asked to be forgotten: known by their hash alone, so that no later load brings them back."""

import hashlib
import hmac
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID, uuid4

import duckdb

from sla_dash import sql
from sla_dash.errors import RecordsError
from sla_dash.load import address
from sla_dash.load.person import KEY, OWN

FILE = "forgotten.txt"
"""File of the data folder with a line each: a mark of the key, and the hash that it gave."""
LOADED = {name: f"typed_{name}" for name in ("leads", "touches", "deals")}
"""Where the rows lie that a load is about to keep."""


def read(data: Path, key: bytes) -> frozenset[UUID]:
    """Return who asked to be forgotten, as the hashes of this key.

    Raises ``RecordsError`` where one was hashed with another key, as that person would come back unnoticed.
    """
    path = data / FILE
    lines = path.read_text("ascii").split("\n") if path.exists() else []
    written = [line.split() for line in lines if line.strip()]
    others = sum(line[0] != _mark(key) for line in written)
    if others:
        raise RecordsError(
            f"{path} was written with another key, so {others:,} of those who asked to be forgotten would come back.",
            advice=f"Put back the {KEY} of that time; or remove {FILE}, and forget each of them again.",
        )
    return frozenset(UUID(line[1]) for line in written)


def add(data: Path, key: bytes, hashed: UUID, aside: Path) -> None:
    """Write down who asked to be forgotten, whole or not at all; ``aside`` is a folder on the same disk."""
    known = read(data, key) | {hashed}
    copy = aside / FILE
    with os.fdopen(os.open(copy, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWN), "w") as file:
        file.writelines(f"{_mark(key)} {one}\n" for one in sorted(known))
        file.flush()
        os.fsync(file.fileno())
    copy.replace(data / FILE)


def take_out(connection: duckdb.DuckDBPyConnection, hashes: Iterable[UUID]) -> int:
    """Take the names of these persons out of the tables of a connection; return how many leads were theirs.

    A random number, one for each of them, takes the place of their hash, so that leads of one person stay leads of one
    person and every count stays as it is, while nobody can tell any more whose they were.
    """
    pairs = [(one, uuid4()) for one in hashes]
    connection.execute("create or replace temp table gone (person uuid, instead uuid)")
    if not pairs:
        return 0
    connection.execute(
        "insert into gone select unnest($1), unnest($2)", [list(column) for column in zip(*pairs, strict=True)]
    )
    columns = _columns(connection)
    leads = LOADED["leads"] if LOADED["leads"] in columns else "leads"
    connection.execute(
        f"""
        create or replace temp table gone_leads as
        select lead_id from {leads} join gone using (person)
        union
        select lead_id from {leads} join gone on lead_id = '{address.HASHED}' || gone.person
        """  # noqa: S608 - our own names
    )
    for table, held in columns.items():
        _empty(connection, table, held)
    if "carried" in columns:  # fewer leads carry a name now
        connection.execute(f"create or replace table carried as\n{sql.statement('facts_filled')}")
    counted = connection.execute("select count(*) from gone_leads").fetchone()
    return int(counted[0]) if counted else 0


def _empty(connection: duckdb.DuckDBPyConnection, table: str, held: frozenset[str]) -> None:
    """Empty the names of one table, and put the random numbers in the place of the hashes."""
    named = [f"{column} = null" for column in ("name", "company") if column in held]
    if named and "lead_id" in held:
        connection.execute(
            f"update {table} set {', '.join(named)} where lead_id in (from gone_leads)"  # noqa: S608 - our own names
        )
    if "person" in held:
        connection.execute(f"update {table} set person = instead from gone where {table}.person = gone.person")  # noqa: S608
    if "lead_id" in held:
        connection.execute(
            f"""
            update {table} set lead_id = '{address.HASHED}' || instead
            from gone
            where {table}.lead_id = '{address.HASHED}' || gone.person
            """  # noqa: S608 - our own names
        )
    if "example" in held:
        connection.execute(
            f"""
            update {table} set example = replace(example, cast(gone.person as varchar), cast(instead as varchar))
            from gone
            where contains(example, cast(gone.person as varchar))
            """  # noqa: S608 - our own names
        )


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """Return the columns of every table but our own, by its name."""
    found = connection.execute(
        """
        select table_name, list(column_name)
        from duckdb_columns()
        where not internal and table_name in (select table_name from duckdb_tables())
            and table_name not in ('gone', 'gone_leads', 'spellings')
            and database_name in ('temp', 'building')
        group by table_name
        """
    ).fetchall()
    return {table: frozenset(columns) for table, columns in found}


def _mark(key: bytes) -> str:
    """Tell keys apart without telling anything of them."""
    return hmac.digest(key, b"which key", hashlib.sha256)[:4].hex()
