"""From what a mapping names to the typed rows of every table, and from those to the tables of the snapshot."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import canonical, landing, spellings, typed
from sla_dash.load import mapping as mappings
from sla_dash.load.sources import named, preflight, staging
from sla_dash.load.sources.preflight import Wanted
from sla_dash.load.sources.staging import quoted

Progress = Callable[[str, float], None]
"""Told the step in words and the share done, 0 to 1."""
MOST_KINDS = 200
"""Streams and lead types that are told apart; a page and a report grow with each."""


@dataclass(slots=True)
class Reading:
    """The reading of everything that a mapping names, one source after the other."""

    connection: duckdb.DuckDBPyConnection
    mapped: mappings.Mapping
    found: Mapping[str, list[preflight.Found]]
    """Files by the table or the named source they belong to."""
    work: Path
    now: datetime
    """Naive UTC."""
    progress: Callable[[str, int], None]
    """Told the step in words and the bytes done."""
    done: int = 0
    source: int = 0
    ignored: tuple[str, ...] = ()
    """Columns that the mapping does not use, by file, in words."""
    absent: tuple[str, ...] = ()
    """Columns and sources that may be missing and are, in words."""

    def all(self) -> None:
        """Read every source into typed rows, and reject the rows whose key an earlier one has."""
        asked = {
            table.name: part.sql if part.sql is not None else f"from {quoted(part.source or '')}"
            for table, part in self._selecting()
        }
        if asked:
            self._stage_sources()
            self.progress("asking the sources", self.done)
            named.select(self.connection, self.work, asked)
        spellings.create(self.connection)
        for table, part in self.mapped.tables():
            typed.create(self.connection, table)
            if part is not None and table.name in asked:
                staged = named.stage(self.connection, self.source, table.name)
                _refuse_unknown(table, part, staged)
                self._fill(table, part, staged)
            elif part is not None:
                for file in self.found[table.name]:
                    wanted = Wanted({name: (name,) for name in part.wanted})
                    self._fill(table, part, self._stage(file, part, wanted))
            spellings.settle(self.connection, table)
            landing.reject_repeats(self.connection, table)

    def _selecting(self) -> list[tuple[canonical.Table, mappings.Table]]:
        return [(table, part) for table, part in self.mapped.tables() if part and not part.files and not part.url]

    def _stage_sources(self) -> None:
        with named.staging_into(self.connection, self.work):
            for name, source in self.mapped.source.items():
                named.create(self.connection, name, source.names)
                spelled = {**source.columns, **source.optional_columns}
                wanted = Wanted(spelled, frozenset(source.optional_columns), loosely=True)
                for file in self.found[name]:
                    staged = self._stage(file, source, wanted)
                    named.keep(self.connection, name, self.source, staged)
                    missing = [spelled[column][0] for column in spelled if column not in staged.columns]
                    self.absent += (f"{file.name}: no column {', '.join(missing)}",) if missing else ()
                    self.source += 1
                if not self.found[name]:
                    self.absent += (f"{name}: no file has its columns, so nothing is known of it",)
            named.tell(self.connection, "handed_over", "status", self.mapped.handed_over)
            named.tell(self.connection, "robots", "rep", self.mapped.robots)

    def _stage(self, file: preflight.Found, written: mappings.Written, wanted: Wanted) -> staging.Staged:
        self.progress(f"reading {file.name}", self.done)
        staged = staging.stage(self.connection, self.source, file, written, wanted, self.work)
        self.done += file.size
        if staged.footer:
            self.ignored += (f"{file.name}: the {staged.footer} lines of its footer",)
        return staged

    def _fill(self, table: canonical.Table, part: mappings.Table, staged: staging.Staged) -> None:
        near = self.mapped.leads.columns["created_at"].zone
        typed.fill(self.connection, self.source, table, part, staged, self.now, near)
        if staged.ignored:
            self.ignored += (f"{staged.found.name}: {', '.join(staged.ignored)}",)
        self.source += 1


def found(folder: Path, mapped: mappings.Mapping) -> dict[str, list[preflight.Found]]:
    """Find the files of every table and named source; raise ``MappingError`` for a pattern without a file.

    The answer to the query of a source has that source in its name, as the lines of two answers are not the same rows.
    """
    for table, one in mapped.tables():
        if one is not None and one.in_lake:
            raise MappingError(
                f"The {table.name} of this mapping lie in a lake.",
                advice="Load it with `sla-dash load --spark sc://HOST:15002 --mapping FILE`.",
            )
    written = {**{table.name: part for table, part in mapped.tables() if part is not None}, **mapped.source}
    found: dict[str, list[preflight.Found]] = {name: [] for name in written}
    for name, part in written.items():
        if part.url is not None:
            found[name] = [preflight.database(name, part)]
        elif part.files is not None and not (getattr(part, "optional", False) and not _any(folder, part.files)):
            found[name] = preflight.find(folder, name, part.files)
        if part.query is not None and name in mapped.source:
            found[name] = [dataclasses.replace(file, name=f"{name} in {file.name}") for file in found[name]]
    return found


def _any(folder: Path, patterns: list[str]) -> bool:
    return any(path.is_file() for pattern in patterns for path in folder.glob(pattern))


def land(connection: duckdb.DuckDBPyConnection, mapped: mappings.Mapping) -> None:
    """Move the sound rows into the tables of the snapshot, count every row, and refuse records that are none."""
    landing.run(connection, "tables")
    connection.execute("insert into mapped_zones select unnest(?)", [sorted(mapped.zones())])
    for table in canonical.TABLES:
        landing.land(connection, table)
    landing.run(connection, "rejects")
    landing.run(connection, "outcomes")
    if mapped.source:
        named.follow(connection, tuple(mapped.source))
    landing.run(connection, "files")
    landing.run(connection, "counts")
    landing.refuse_losses(connection)
    refuse_useless(connection)


def refuse_useless(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse records without a sound row in a table that has any, and those of too many kinds."""
    _refuse_no_lead(connection)
    _refuse_kinds(connection)


def _refuse_unknown(table: canonical.Table, part: mappings.Table, staged: staging.Staged) -> None:
    """Refuse columns that the SQL does not give, in the words for a file that does not have them."""
    missing = [name for name in part.wanted if name not in staged.columns]
    if missing:
        near = mappings.closest(missing[0], staged.columns)
        raise MappingError(
            f"{staged.found.name} gives no column {missing[0]}{near}".rstrip("?") + ("?" if near else "."),
            advice=f"It gives: {', '.join(staged.columns)[:500]}. [{table.name}.columns] names what of it is used.",
        )


def _refuse_kinds(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse more kinds of leads than a board can hold: a column of ids or of prose, mapped by mistake, looks so."""
    kinds, stream, lead_type = landing.run(connection, "kinds").fetchone() or (0, None, None)
    if kinds > MOST_KINDS:
        raise RecordsError(
            f"The records hold {kinds:,} kinds of leads, such as {stream or 'no stream'} · {lead_type or 'no type'}; "
            f"a board holds at most {MOST_KINDS}. The previous records stay in use.",
            advice="Check which columns are mapped to stream and lead_type, or put names together under values.",
        )


def _refuse_no_lead(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse to replace the records in use by none of a table: a mapping that does not fit looks like that."""
    for table in canonical.TABLES:
        came, kept = connection.execute(
            "select rows_in, rows_kept from tables where table_name = $table", {"table": table.name}
        ).fetchone() or (0, 0)
        if kept or (not came and table is not canonical.LEADS):
            continue
        rejects = [one for one in landing.rejects(connection) if one.table == table.name]
        noun = table.name.removesuffix("s").removesuffix("e") if table is canonical.TOUCHES else table.name[:-1]
        said = f"No {noun} could be loaded; the previous records stay in use."
        advice = f"Check the {table.name} files" + (" and their mapping." if rejects else ": they hold no row.")
        raise RecordsError(
            "\n- ".join([said, *(one.in_words() for one in rejects)]),
            advice=advice,
            bare=("\n- ".join([said, *(f"{one.bare()}." for one in rejects)]), advice),
        )
