"""From the tables of a lake to a snapshot: a Spark cluster checks the records and makes their facts.

Leads, deals and reps come back as they are kept, and of touches what was made of them: each stays where it is.
"""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from sla_dash import load
from sla_dash.agreement import Agreements
from sla_dash.errors import MappingError
from sla_dash.load import canonical, facts, failed, first, forgotten, person, retention, rows, snapshot
from sla_dash.load import landing as files
from sla_dash.load import mapping as mappings
from sla_dash.load.lake import checking, cluster, landing
from sla_dash.load.lake.engine import Spark
from sla_dash.load.lake.expressions import PERSON_KEY
from sla_dash.load.mapping import answers
from sla_dash.load.report import Report
from sla_dash.load.rows import Progress

CHECKED, LANDED, PREPARED = 0.4, 0.6, 0.95
"""Shares of the whole by then."""


def records(
    url: str,
    mapping: Path,
    data: Path,
    agreements: Agreements | None,
    *,
    now: datetime,
    progress: Progress = load.silent,
) -> Report:
    """Load the tables that a mapping names, on the cluster at ``url``, and report what became of every row.

    ``url`` is as ``cluster.session`` takes it. Until the new snapshot is whole, the previous one stays in use, whatever
    happens. Raises ``MappingError`` or ``RecordsError`` when nothing can be loaded.
    """
    read = mappings.read(mapping)
    mapped = answers.placed(read)
    _refuse_files(mapped, mapping.name)
    with load.failures_in_words(data), snapshot.workplace(data) as work:
        keep = retention.read(data)
        with cluster.session(url) as lake, snapshot.building(work) as (connection, path):
            report = _built(lake, connection, path, data, mapped, mapping.name, agreements, now, progress)
            progress("closing the snapshot", PREPARED)
            snapshot.close(connection)
        target = snapshot.publish(path, data, now)
        failed.clear(data)
        removed = retention.retire(data, keep, now)
    progress("done", 1.0)
    return dataclasses.replace(report, path=target, removed=removed)


def _built(
    lake: cluster.Lake,
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    data: Path,
    mapped: mappings.Mapping,
    name: str,
    agreements: Agreements | None,
    now: datetime,
    progress: Progress,
) -> Report:
    """Fill a new snapshot from the cluster; return what became of every row."""
    naive = now.astimezone(UTC).replace(tzinfo=None)
    key = person.key(data)
    people = forgotten.read(data, key)
    person.teach(connection, key)
    files.run(connection, "working")
    found = _checked(lake, mapped, key, naive, progress)
    nameless = landing.settle(lake, people)
    progress("bringing the records", CHECKED)
    landing.land(lake, connection, mapped, found)
    rows.refuse_useless(connection)
    landing.note(lake, connection, naive)
    held = agreements or first.provisional(connection)
    stamp, lead_url = canonical.stamp(held.fingerprint), mapped.crm.lead_url
    files.run(connection, "latest", now=naive, mapping=name, agreement=stamp, lead_url=lead_url)
    landing.end(lake, connection, naive)
    part = PREPARED - LANDED
    facts.prepare(
        connection,
        held,
        now,
        lambda done: progress("preparing the facts", LANDED + part * done),
        Spark(lake, connection),
    )
    ignored = tuple(f"{one.name}: {', '.join(one.ignored)}" for one in found if one.ignored)
    return files.report(connection, path, mapped, ignored=ignored, forgotten=nameless)


def _checked(
    lake: cluster.Lake, mapped: mappings.Mapping, key: bytes, now: datetime, progress: Progress
) -> list[checking.Checked]:
    """Check every table on the cluster, which learns the key of persons for as long as the session lasts."""
    import pyarrow as pa

    lake.told(PERSON_KEY, pa.table({name: [pad] for name, pad in person.pads(key).items()}))
    near = mapped.leads.columns["created_at"].zone
    found = []
    for number, (table, part) in enumerate(mapped.tables()):
        progress(f"checking the {table.name} on the cluster", CHECKED * number / len(canonical.TABLES))
        found.append(checking.check(lake, table, part, now, near))
    return found


def _refuse_files(mapped: mappings.Mapping, name: str) -> None:
    for table, part in mapped.tables():
        if part is not None and not part.in_lake:
            raise MappingError(
                f"The {table.name} of {name} lie in no lake.",
                advice=f'Give [{table.name}] a table, such as "crm.{table.name}", or a query; or load a folder.',
            )
