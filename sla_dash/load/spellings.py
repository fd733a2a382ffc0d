"""One spelling for each id of Salesforce, which has two: fifteen characters, and the same with three more."""

import duckdb

from sla_dash.load import canonical
from sla_dash.load.sources.staging import quoted


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table of spellings: what an id is of, its fifteen characters, and how it is kept."""
    connection.execute("create temp table spellings (of varchar, short varchar, id varchar)")


def any_of(connection: duckdb.DuckDBPyConnection, of: str) -> bool:
    """Whether any id of this thing has a spelling so far."""
    return connection.execute("select 1 from spellings where of = ? limit 1", [of]).fetchone() is not None


def settle(connection: duckdb.DuckDBPyConnection, table: canonical.Table) -> None:
    """Spell the ids of a typed table as the tables before it do, or else as its own first row does.

    Other tables' lead ids are spelled as they are read, and files without such ids are only looked through. Where
    eighteen characters of two ids begin alike, neither is taken for the other.
    """
    looked_up = "lead_id" if table is not canonical.LEADS else ""
    columns = [column for column in table.columns if column.of and column.name != looked_up]
    for column in columns:
        _keep(connection, f"typed_{table.name}", column)
    for column in columns:
        _respell(connection, f"typed_{table.name}", column)


def _keep(connection: duckdb.DuckDBPyConnection, typed: str, column: canonical.Column) -> None:
    name = quoted(column.name)
    connection.execute(
        f"""
        insert into spellings
        select $of, short, arg_min(id, first_row)
        from (
            select {name} as id, short_id({name}) as short, min((source, row)) as first_row
            from {typed}
            where problem is null and strlen({name}) in (15, 18) and short_id({name}) is not null
            group by all
        )
        where short not in (select short from spellings where of = $of)
        group by short
        having count(*) < 3 and count(distinct strlen(id)) = count(*)
        """,  # noqa: S608 - canonical names
        {"of": column.of},
    )


def _respell(connection: duckdb.DuckDBPyConnection, typed: str, column: canonical.Column) -> None:
    if any_of(connection, column.of):
        name = quoted(column.name)
        connection.execute(
            f"""
            update {typed} set {name} = id
            from spellings
            where of = $of and short = short_id({name}) and strlen(id) <> strlen({name})
            """,  # noqa: S608 - canonical names
            {"of": column.of},
        )
