"""What comes back from the cluster: records but for their touches, what was rejected, and what is doubtful."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import duckdb

from sla_dash import sql
from sla_dash.errors import RecordsError
from sla_dash.load import canonical, landing, mapping, reading, typed
from sla_dash.load.address import HASHED
from sla_dash.load.lake import checking
from sla_dash.load.lake.checking import Checked
from sla_dash.load.lake.cluster import Lake, Value

_LATEST = "select max(touched_at) as touched_at from touches where touched_at <= :now"
_CLOSED = (
    "case when stage <> 'open' and closed_at > :now then greatest(opened_at, :latest) else closed_at end as closed_at"
)
_REJECTED = """
    select '{table}' as table_name, file, line, column_name, value, reason, problem,
        row_number() over (partition by problem order by file, line, value) as n,
        count(*) over (partition by problem) as total
    from checked_{table}
    where problem is not null
    order by n
    limit {most}
"""
_EXAMPLES = """
create temp table examples (
    table_name varchar, file varchar, line bigint, column_name varchar, value varchar, reason varchar, problem integer,
    n bigint, total bigint
)
"""
_KEEP = """
insert into rejects
select
    table_name,
    file,
    line,
    column_name,
    kept_value(
        column_name,
        value,
        case when reason = $unlisted then count(*) over (partition by table_name, column_name, reason, value) end
    ),
    reason,
    case when n = 1 then total - count(*) over (partition by table_name, problem) + 1 else 1 end
from examples
order by table_name, file, line, n
"""


def settle(lake: Lake, hashes: Iterable[UUID]) -> int:
    """Make the checked rows the views ``typed_…``, and the sound ones ``leads``, ``touches``, ``deals`` and ``reps``.

    The names of those who asked to be forgotten are taken out as ``forgotten.take_out`` does it for files: a random
    number takes the place of the hash of each. Returns how many leads were theirs.
    """
    import pyarrow as pa

    people = sorted(map(str, hashes))
    told = {"gone": pa.array(people, pa.string()), "instead": pa.array([str(uuid4()) for _ in people], pa.string())}
    lake.told("gone", pa.table(told))
    for table in canonical.TABLES:
        lake.view(f"typed_{table.name}", _without_them(table))
        lake.view(table.name, f"select {', '.join(table.stored)} from typed_{table.name} where problem is null")
    theirs = f"lead_id in (select concat('{HASHED}', gone) from gone) or person in (select gone from gone)"
    counted = f"select count(distinct lead_id) as leads from checked_leads where {theirs}"
    return int(lake.rows(counted)[0][0]) if people else 0


def _without_them(table: canonical.Table) -> str:
    """Write the select that names nobody who asked to be forgotten."""
    kept = {name: f"r.{name}" for name in checking.columns(table)}
    joined = ""
    if "lead_id" in kept:
        kept["lead_id"] = f"case when i.gone is null then r.lead_id else concat('{HASHED}', i.instead) end"
        joined = f"left join gone as i on r.lead_id = concat('{HASHED}', i.gone)"
    if "person" in kept:
        kept |= {name: f"case when i.gone is null and p.gone is null then r.{name} end" for name in ("name", "company")}
        kept["person"] = "coalesce(p.instead, r.person)"
        joined += " left join gone as p on r.person = p.gone"
    listed = ", ".join(f"{expression} as {name}" for name, expression in kept.items())
    return f"select {listed} from checked_{table.name} as r {joined}"


def land(lake: Lake, connection: duckdb.DuckDBPyConnection, mapped: mapping.Mapping, found: Sequence[Checked]) -> None:
    """Pour the sound rows into the tables of the snapshot, and note what became of every row; touches stay."""
    landing.run(connection, "tables")
    connection.execute("insert into mapped_zones select unnest(?)", [sorted(mapped.zones())])
    connection.execute(_EXAMPLES)
    for one in found:
        table = one.table
        typed.create(connection, table)
        if table is not canonical.TOUCHES:
            columns = ", ".join(name for name in checking.columns(table) if name != "problem")
            lake.view(f"sound_{table.name}", f"select {columns} from typed_{table.name} where problem is null")
            lake.bring(connection, f"typed_{table.name}", f"sound_{table.name}")
            landing.land(connection, table)
        if one.is_mapped:
            counted = [table.name, one.name, one.rows_in, one.rows_kept, one.rows_in - one.rows_kept]
            connection.execute("insert into files values ($1, $2, 0, $3, $4, $5, 0)", counted)
            connection.execute("insert into tables values ($1, $2, $3, $4)", [table.name, *counted[2:]])
            lake.pour(connection, "examples", _REJECTED.format(table=table.name, most=checking.MOST))
    connection.execute(_KEEP, {"unlisted": reading.UNLISTED})
    _refuse_losses(connection, found)


def _refuse_losses(connection: duckdb.DuckDBPyConnection, found: Sequence[Checked]) -> None:
    """Prove that what came is what was counted, each on its own."""
    for one in found:
        kept = "null" if one.table is canonical.TOUCHES else f"(select count(*) from {one.table.name})"
        counted = connection.execute(
            f"select {kept}, (select coalesce(sum(rows), 0) from rejects where table_name = $1)",
            [one.table.name],
        ).fetchone() or (0, 0)
        if (counted[0] or one.rows_kept, counted[1]) != (one.rows_kept, one.rows_in - one.rows_kept):
            raise RecordsError(
                f"{one.name} has changed in the lake while it was read.",
                advice="Load it again when nothing is being landed, or name a version of it in a query.",
            )


def note(lake: Lake, connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Note what is doubtful about what has come, and about what has stayed; ``now`` is naive UTC."""
    landing.doubt(connection, now)
    landing.let_go(connection)
    for name in landing.NOTED:
        for row in lake.rows(sql.statement(f"spark/{name}"), {"now": now}):
            connection.execute("insert into quality values ($1, $2, $3, $4, $5)", row)


def end(lake: Lake, connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let the records reach to the last touch too, and close what is decided by then, here and on the cluster."""
    touched = lake.rows(_LATEST, {"now": now})[0][0]
    connection.execute("update load set latest_at = greatest(latest_at, $1)", [touched])
    landing.run(connection, "ahead")
    (latest,) = connection.execute("select latest_at from load").fetchone() or (None,)
    columns = ", ".join(_CLOSED if name == "closed_at" else name for name in canonical.DEALS.stored)
    told: dict[str, Value] = {"now": now, "latest": latest or now}
    lake.view("deals", f"select {columns} from typed_deals where problem is null", told)
