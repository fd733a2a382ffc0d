"""Where the journal is kept: an SQLite file beside the records, or a PostgreSQL database."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url

from sla_dash.errors import SlaDashError
from sla_dash.journal.entry import Body, Entry, Kind, canonical

ENVIRONMENT = "SLA_DASH_JOURNAL"
FILE = "journal.sqlite"
OWN = 0o600
HEAD = "0001"
"""The newest migration; a journal with another one was written by another version of the board."""
BUSY = 10
"""Seconds that a write waits for another one."""
ENTRIES = sa.Table(
    "entries",
    sa.MetaData(),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at_us", sa.BigInteger, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class JournalError(SlaDashError):
    """The journal cannot be read or written; the board itself reads on."""


class StaleError(JournalError):
    """Somebody wrote about the same subject meanwhile."""

    def __init__(self, since: Sequence[Entry]) -> None:
        last = since[-1]
        super().__init__(
            f"{last.who} wrote about this meanwhile ({last.kind}, {last.at:%H:%M} UTC).",
            advice="Look at what is there now, then decide whether yours still stands: nothing that you typed is lost.",
        )
        self.since = tuple(since)


class Journal:
    """The entries of one place; safe to share between threads, and between processes."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        options = {"creator": self._connected} if self._file else {}
        self._engine = sa.create_engine(url, pool_pre_ping=True, **options)
        self._lock = Lock()
        self._verified = False
        self._known: tuple[Entry, ...] = ()
        """As they were last read; what was written before stays, so only what follows is read anew."""
        if self._file:
            event.listen(self._engine, "connect", _durable)
            event.listen(self._engine, "begin", _immediate)

    @classmethod
    def of(cls, data: Path) -> Journal:
        """Return the journal of a data folder, or the one that ``SLA_DASH_JOURNAL`` names.

        Raises ``JournalError`` where the variable holds no address of a database.
        """
        named = os.environ.get(ENVIRONMENT)
        try:
            return cls(make_url(named) if named else URL.create("sqlite", database=str(data / FILE)))
        except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
            raise JournalError(
                f"{ENVIRONMENT} does not name a database that can be used: {str(error).splitlines()[0]}.",
                advice="Write postgresql+psycopg://user@host/database and install sla-dash[postgres], or unset it.",
            ) from None

    def vouched(self) -> Journal:
        """Return the same journal for somebody of whom a login says who they are: their entries are verified."""
        found = copy.copy(self)
        found._verified = True
        return found

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries in their order, the same tuple while nobody writes; none where nobody has yet."""
        with self._lock, self._said("read"):
            if self._file and not self._file.exists():
                self._known = self._known and ()
            else:
                with self._engine.connect() as connection:
                    self._known = self._read_on(connection)
            return self._known

    def _read_on(self, connection: sa.Connection) -> tuple[Entry, ...]:
        asked = sa.select(ENTRIES).order_by(ENTRIES.c.id)
        if self._known:
            found = connection.execute(asked.where(ENTRIES.c.id >= self._known[-1].id)).all()
            if found and found[0].hash == self._known[-1].hash:
                return (*self._known, *map(_entry, found[1:])) if found[1:] else self._known
        elif not sa.inspect(connection).has_table(ENTRIES.name):
            return ()
        self._refuse_newer(connection)
        return tuple(map(_entry, connection.execute(asked)))

    def append(
        self,
        kind: Kind,
        subject: str,
        body: Body,
        *,
        who: str,
        at: datetime,
        seen: int | None = None,
    ) -> Entry:
        """Write an entry that will be there whatever happens next, and return it.

        ``seen`` is the id of the last entry about the subject that the writer knows, 0 for none; None does not mind.
        Raises ``StaleError`` where there are newer ones, and ``JournalError`` where nothing can be written.
        """
        with self._said("written"):
            self._prepare()
            while True:
                try:
                    return self._append(kind, subject, body, who, at, seen)
                except sa.exc.IntegrityError:  # another process was first, so there is a newer last entry now
                    continue

    def refuse_unless_written(self) -> None:
        """Raise ``JournalError`` where nothing could be written now, before what is to be remembered is done."""
        with self._said("written"):
            self._prepare()
            with self._writing():
                pass

    def restore(self, entries: Sequence[Entry]) -> None:
        """Write entries as they are into a journal that has none.

        Raises ``JournalError`` where there are some.
        """
        with self._said("written"):
            self._prepare()
            with self._writing() as connection:
                if connection.execute(sa.select(sa.func.count()).select_from(ENTRIES)).scalar():
                    raise JournalError(
                        "There are entries in this journal already.", advice="Restore into an empty one: move it away."
                    )
                if entries:
                    connection.execute(ENTRIES.insert(), list(map(_row, entries)))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _append(self, kind: Kind, subject: str, body: Body, who: str, at: datetime, seen: int | None) -> Entry:
        with self._writing() as connection:
            if seen is not None:
                newer = sa.select(ENTRIES).where(ENTRIES.c.subject == subject, ENTRIES.c.id > seen)
                if since := list(map(_entry, connection.execute(newer.order_by(ENTRIES.c.id)))):
                    raise StaleError(since)
            last = connection.execute(sa.select(ENTRIES).order_by(ENTRIES.c.id.desc()).limit(1)).first()
            entry = Entry.following(
                _entry(last) if last else None, at, who, kind, subject, body, verified=self._verified
            )
            connection.execute(ENTRIES.insert(), _row(entry))
        return entry

    def _connected(self) -> sqlite3.Connection:
        """Open the file; where its folder cannot be written, as one that nobody writes."""
        path = self._file or Path()
        fixed = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
        address = f"{path.resolve().as_uri()}{'?immutable=1' if fixed else ''}"
        return sqlite3.connect(address, timeout=BUSY, uri=True, check_same_thread=False)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that writes; in SQLite it waits for others at its beginning, not in its middle."""
        with self._engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def _prepare(self) -> None:
        """Bring the tables up to date, where they are not."""
        if self._file and not self._file.exists():
            self._file.touch(OWN)
        with self._engine.connect() as connection:
            if sa.inspect(connection).has_table("alembic_version"):
                self._refuse_newer(connection)
                if _revision(connection) == HEAD:
                    return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", "sla_dash.journal:migrations")
        with self._writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)

    def _refuse_newer(self, connection: sa.Connection) -> None:
        found = _revision(connection)
        if found is not None and found > HEAD:
            raise JournalError(
                "The journal was written by a newer version of the board.", advice="Install that version, or restore."
            )

    @contextlib.contextmanager
    def _said(self, done: str) -> Iterator[None]:
        """Turn what the database refuses into a sentence."""
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
            where = self._file.name if self._file else f"{self._url.host}/{self._url.database}"
            raise JournalError(
                f"The journal {where} cannot be {done}: {cause}.",
                advice="Nothing was written; the board reads on. Put that right, then try again.",
            ) from error
        except OSError as error:
            raise JournalError(
                f"The journal cannot be {done}: {error.strerror}.",
                advice="Nothing was written; the board reads on. Put that right, then try again.",
            ) from error


def _durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # so that the driver begins nothing by itself
    cursor = connection.cursor()
    with contextlib.suppress(Exception):  # in a folder that cannot be written it stays as it is
        cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma synchronous = full")
    cursor.close()


def _immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("begin immediate" if connection.get_execution_options().get("writes") else "begin")


def _revision(connection: sa.Connection) -> str | None:
    return connection.execute(sa.text("select version_num from alembic_version")).scalar()


def _microseconds(at: datetime) -> int:
    lasted = at.astimezone(UTC) - EPOCH
    return (lasted.days * 86_400 + lasted.seconds) * 1_000_000 + lasted.microseconds


def _row(entry: Entry) -> dict[str, object]:
    row = {name: getattr(entry, name) for name in Entry.__slots__}
    return row | {"at_us": _microseconds(row.pop("at")), "body": canonical(entry.body)}


def _entry(row: sa.Row[Any]) -> Entry:
    found = dict(row._mapping)
    at = datetime.fromtimestamp(0, UTC) + (EPOCH.resolution * found.pop("at_us"))
    return Entry(**{**found, "at": at, "body": json.loads(found["body"])})
