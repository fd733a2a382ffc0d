"""Taking one person out of every file of records that a data folder keeps."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import duckdb

from sla_dash import places
from sla_dash.errors import DAMAGE, RecordsError, refusals
from sla_dash.load import address, forgotten, person, snapshot

_REFUSED = (
    OSError,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.TransactionException,
)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What became of one file of records."""

    was: str
    """Its name below the data folder."""
    now: str
    """Its name afterwards, another one: who has the old file open looks for names."""
    leads: int
    """Leads of the person; none where only addresses of an older version were in it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was taken out of a data folder."""

    rewritten: tuple[Rewritten, ...]
    looked_at: int
    """Files of records in which the person was looked for."""
    damaged: tuple[str, ...]
    """Files that could not be read, and may hold the person."""


def forget(data: Path, mail: str, told: Callable[[str, float], object]) -> Outcome:
    """Take a person out of the files of records, those put aside too, and write down that no load brings them back.

    The leads stay, without name, company and hash, so that no count changes. Every file is written anew and put in
    place whole: one that is killed leaves each either as it was or without the person. Raises ``RecordsError`` for what
    is no address, and where the files cannot be written.
    """
    if not _is_address(mail):
        raise RecordsError("That is no e-mail address.", advice="Give one like anna@example.com.")
    if not data.is_dir():
        raise RecordsError(f"There is no folder {data}.", advice="Name the folder of the records with --data.")
    with refusals(f"The records in {data} could not be written", _REFUSED), snapshot.workplace(data) as work:
        key = person.key(data)
        hashed = person.hashed(mail, key)
        forgotten.add(data, key, hashed, work)
        found, damaged = _found(data, hashed)
        rewritten = []
        moves = [move for folder in found for move in _moves(found[folder])]
        for place, (path, target, held) in enumerate(moves):
            told(f"writing {path.name} anew", place / len(moves))
            if held:
                leads = _rewrite(work, path, key, hashed)
                rewritten.append(Rewritten(str(path.relative_to(data)), str(target.relative_to(data)), leads))
            path.rename(target)
        told("done", 1.0)
    looked_at = sum(map(len, found.values())) + len(damaged)
    return Outcome(tuple(sorted(rewritten, key=lambda one: one.was)), looked_at, tuple(damaged))


def _is_address(mail: str) -> bool:
    before, mark, behind = mail.strip().partition("@")
    return bool(before and mark and behind) and not any(letter.isspace() for letter in mail.strip())


def _found(data: Path, hashed: UUID) -> tuple[dict[Path, dict[Path, bool]], list[str]]:
    """Return the files of records by their folder, the oldest first, with whether each holds what must go.

    And the names of those that cannot be read.
    """
    found: dict[Path, dict[Path, bool]] = {}
    damaged = []
    for folder in (data, *sorted(path for path in data.iterdir() if path.is_dir() and not path.name.startswith("."))):
        found[folder] = {}
        for path in places.snapshots(folder):
            try:
                with closing(duckdb.connect(path, read_only=True)) as connection:
                    found[folder][path] = _is_held(connection, hashed)
            except duckdb.Error as error:
                if not DAMAGE.search(str(error)):
                    raise
                damaged.append(str(path.relative_to(data)))
    return found, damaged


def _is_held(connection: duckdb.DuckDBPyConnection, hashed: UUID) -> bool:
    """Tell whether a file holds a person, or the addresses that older versions of the board have kept."""
    columns = connection.execute("select column_name from duckdb_columns() where table_name = 'leads'").fetchall()
    if ("email",) in columns:
        return True
    found = connection.execute(
        """
        select exists (from leads where person = $person or lead_id = $id) or exists (from deals where lead_id = $id)
        """,
        {"person": hashed, "id": f"{address.HASHED}{hashed}"},
    ).fetchone()
    return found == (True,)


def _moves(files: Mapping[Path, bool]) -> Iterator[tuple[Path, Path, bool]]:
    """Yield the files that take another name, each with that and whether it must be written anew; the newest first.

    A file that was written anew stays behind the one before it and before the one behind it, wherever this is stopped:
    those of one second are numbered, so the later ones of that second move up together.
    """
    seconds: dict[str, list[Path]] = {}
    for path in files:
        if stamp := places.SNAPSHOT.fullmatch(path.name):
            seconds.setdefault(stamp[1], []).append(path)
    for second, same in sorted(seconds.items(), reverse=True):
        later = same[next((place for place, path in enumerate(same) if files[path]), len(same)) :]
        last = int(_number(same[-1]))
        for place in range(len(later), 0, -1):
            path = later[place - 1]
            yield path, path.with_name(snapshot.named(second, last + place)), files[path]


def _number(path: Path) -> str:
    found = places.SNAPSHOT.fullmatch(path.name)
    return (found and found[2]) or "1"


def _rewrite(work: Path, path: Path, key: bytes, hashed: UUID) -> int:
    """Write a file of records anew without a person, in its own place; return how many leads were that person's."""
    with snapshot.building(work, path) as (connection, changed):
        person.teach(connection, key)
        upgrade(connection)
        leads = forgotten.take_out(connection, [hashed])
        snapshot.close(connection)
    whole = snapshot.copied(changed)
    changed.unlink()
    snapshot.settle(whole, path)
    return leads


def upgrade(connection: duckdb.DuckDBPyConnection) -> bool:
    """Hash the addresses of records that an older version of the board has loaded; return whether there were any.

    Expects ``person.teach``. Whoever keeps the file must copy it, as what was changed stays on its free pages.
    """
    found = connection.execute(
        """
        select table_name, column_name
        from duckdb_columns()
        where database_name = current_database() and data_type = 'VARCHAR'
            and table_name in ('leads', 'touches', 'deals', 'facts', 'rejects', 'quality')
            and column_name not in ('owner', 'rep')
        """
    ).fetchall()
    if ("leads", "email") not in found:
        return False
    connection.execute("alter table leads add column person uuid")
    connection.execute("update leads set person = person(email) where trim(email) <> ''")
    connection.execute("alter table leads drop column email")
    connection.execute("update rejects set value = kept_value(column_name, value, 1)")
    for table, column in found:
        if (table, column) != ("leads", "email"):
            kept = "kept_id" if column in ("lead_id", "deal_id") else "without_address"
            connection.execute(f"update {table} set {column} = {kept}({column}) where address_shaped({column})")  # noqa: S608
    return True
