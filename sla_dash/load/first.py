"""The terms under which records are prepared while there is no agreement."""

from datetime import UTC

import duckdb

from sla_dash import clock, sql
from sla_dash.agreement import Agreements
from sla_dash.rules import provisional as rules
from sla_dash.rules.provisional import Named


def provisional(connection: duckdb.DuckDBPyConnection) -> Agreements:
    """Return terms that promise nothing and name every kind of lead that is on record."""
    zones = [zone for (zone,) in connection.execute("select zone from mapped_zones").fetchall()]
    place = rules.place(None, zones, clock.zone())
    return Agreements((rules.provisional(_named(connection), place.zone),))


def _named(connection: duckdb.DuckDBPyConnection) -> list[Named]:
    return [
        Named(*counted, *(at and at.replace(tzinfo=UTC) for at in instants))
        for *counted, first, last, handed in connection.execute(sql.statement("named")).fetchall()
        for instants in [(first, last, handed)]
    ]
