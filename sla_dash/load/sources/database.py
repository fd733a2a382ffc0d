"""Databases by their SQLAlchemy address: asked by a query in a transaction that reads alone, and streamed."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load.sources import values
from sla_dash.load.sources.asked import Answer
from sla_dash.load.sources.staged import BATCH, Job, Staged

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import URL

PATIENCE = 10
"""Seconds to wait for a host that does not answer."""
_READ_ONLY = {
    "duckdb": None,
    "mariadb": "set session transaction read only",
    "mysql": "set session transaction read only",
    "oracle": "set transaction read only",
    "sqlite": "pragma query_only = on",
}
"""What makes a connection read alone; PostgreSQL has an option for it, others have no word for it."""
_DRIVERS = {
    "mariadb": "Run pip install pymysql, and begin the address with mariadb+pymysql://.",
    "mysql": "Run pip install pymysql, and begin the address with mysql+pymysql://.",
    "mssql": "Run pip install pyodbc, and begin the address with mssql+pyodbc://.",
    "oracle": "Run pip install oracledb, and begin the address with oracle+oracledb://.",
    "postgres": "Run pip install 'sla-dash[postgres]', and begin the address with postgresql+psycopg://.",
    "postgresql": "Run pip install 'sla-dash[postgres]', and begin the address with postgresql+psycopg://.",
}
_PASSWORD = ("password", "authentication", "access denied", "login failed", "ora-01017", "role ")
_SECRET = ("pass", "pwd", "secret", "token", "key", "odbc_connect")


def stage(job: Job) -> tuple[Staged, int]:
    """Stage the answer of a database to the query.

    Raises ``MappingError`` for an address that is none and for a query that cannot be run, and ``RecordsError`` where
    the database does not answer. No message holds a password, and no error that does is chained to it.
    """
    address = os.environ[(job.written.url or "").removeprefix("env:")].strip()
    place = _Place(job, address)
    failed: MappingError | RecordsError | None = None
    engine, failed = place.engine()
    if engine is None:
        raise failed or place.cannot("", "")
    try:
        found, failed = place.answered(engine)
    finally:
        engine.dispose()
    if found is None:
        raise failed or place.cannot("", "")
    return found


class _Place:
    """One database, what is asked of it, and how its failures are said."""

    def __init__(self, job: Job, address: str) -> None:
        self.job = job
        self.address = address
        self.name = job.written.url or ""
        self.url: URL | None = None

    def engine(self) -> "tuple[Engine | None, MappingError | RecordsError | None]":
        """Return what connects to it, or why nothing does."""
        import sqlalchemy as sa
        from sqlalchemy.engine import make_url

        backend = self.address.partition(":")[0].partition("+")[0]
        try:
            self.url = make_url(self.address)
            connecting = {"connect_timeout": PATIENCE} if "psycopg" in self.url.get_driver_name() else {}
            if self.url.get_backend_name() == "sqlite" and not os.path.isfile(self.url.database or ""):  # noqa: PTH113
                return None, self._absent(self.url)
            given = {name: value for name, value in connecting.items() if name not in self.url.query}
            return sa.create_engine(self.url, connect_args=given, hide_parameters=True), None
        except (sa.exc.NoSuchModuleError, ModuleNotFoundError):
            return None, RecordsError(
                f"{self.name}: no driver for {self._shown(backend)} is installed.",
                advice=_DRIVERS.get(backend, "Install the driver that SQLAlchemy names for this kind of database."),
            )
        except (sa.exc.ArgumentError, ValueError):
            return None, MappingError(
                f"{self.name} holds no address of a database.",
                advice="Write it as postgresql://user:password@host/name; in a password, write @ as %40 and / as %2F.",
            )

    def answered(self, engine: "Engine") -> tuple[tuple[Staged, int] | None, MappingError | RecordsError | None]:
        """Return what was staged, or why nothing could be."""
        import sqlalchemy as sa

        failure: Callable[[str, str], MappingError | RecordsError] = self.unreachable
        try:
            with engine.connect() as connection:
                failure = self.cannot
                return self._streamed(_reading_alone(connection)), None
        except sa.exc.DBAPIError as error:
            failure = self.broken if error.connection_invalidated else failure
            return None, failure(self._clean(str(error.orig)), values.told(error.orig or error))
        except sa.exc.SQLAlchemyError as error:
            return None, failure(self._clean(str(error)), values.told(error))

    def _streamed(self, connection: "Connection") -> tuple[Staged, int]:
        with connection.exec_driver_sql(self.job.written.query or "") as result:
            if not result.returns_rows:
                raise MappingError(
                    f"{self.job.found.table}.query gives no rows.", advice="Write one select, and nothing else."
                )
            answer = Answer(self.job, tuple(result.keys()))
            for rows in result.partitions(BATCH):
                answer.add(rows)
        return answer.staged()

    def unreachable(self, said: str, bare: str) -> RecordsError:
        """Say that nobody answers there, or that the user is refused."""
        if any(word in said.lower() for word in _PASSWORD):
            what = f"{self.name}: {self._where()} refuses the user"
            advice = f"Check the user and the password in {self.name.removeprefix('env:')}."
        else:
            what = f"{self.name}: {self._where()} does not answer"
            advice = "Check the host, the port and the name of the database, and that it can be reached from here."
        return RecordsError(f"{what}: {said}", advice=advice, bare=(f"{what}: {bare}", advice))

    def broken(self, said: str, bare: str) -> RecordsError:
        """Say that the connection ended before its answer did."""
        what, advice = f"{self.name}: {self._where()} broke off", "Load again."
        return RecordsError(f"{what}: {said}", advice=advice, bare=(f"{what}: {bare}", advice))

    def cannot(self, said: str, bare: str) -> MappingError:
        """Say that the query does not fit."""
        what = f"{self.job.found.table}.query cannot be put to {self.name}"
        advice = "Put the query right, and check that the user may read what it names."
        return MappingError(f"{what}: {said}", advice=advice, bare=(f"{what}: {bare}", advice))

    def _absent(self, url: "URL") -> RecordsError:
        return RecordsError(
            f"{self.name}: there is no SQLite file {url.database}.", advice="Put it there, or correct the address."
        )

    def _where(self) -> str:
        if self.url is None or not self.url.host:
            return "the database"
        port = f":{self.url.port}" if self.url.port else ""
        return f"{self.url.get_backend_name()} at {self.url.host}{port}"

    def _shown(self, backend: str) -> str:
        return backend if backend.isidentifier() and len(backend) < 30 else "this kind of database"

    def _clean(self, said: str) -> str:
        """Return what was said as one line, without anything that should stay secret."""
        secrets = {self.address}
        if self.url is not None:
            given = [self.url.password, *(value for key, value in self.url.query.items() if _is_secret(key))]
            secrets |= {str(one) for value in given if value for one in ([value] if isinstance(value, str) else value)}
        for secret in sorted({form for one in secrets for form in (one, quote(one), quote_plus(one))}, key=len):
            said = said.replace(secret, "***")
        return values.sentence(said)


def _is_secret(key: str) -> bool:
    return any(word in key.lower() for word in _SECRET)


def _reading_alone(connection: "Connection") -> "Connection":
    """Let a connection only read, where its database knows how, and hand over its answers a batch at a time."""
    dialect = connection.dialect.name
    options: dict[str, Any] = {"stream_results": True, "yield_per": BATCH, "no_parameters": True}
    if dialect == "postgresql":
        options["postgresql_readonly"] = True
    elif statement := _READ_ONLY.get(dialect):
        connection.exec_driver_sql(statement)
    return connection.execution_options(**options)
