"""One session on a Spark cluster, by Spark Connect; nothing of Spark is imported before one begins."""

import contextlib
import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import duckdb

from sla_dash.errors import RecordsError
from sla_dash.load.sources.staging import quoted

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.dataframe import DataFrame as Remote
    from pyspark.sql.connect.session import SparkSession

Value = str | float | datetime | Sequence[str] | Sequence[Sequence[str]] | None
ANSWER = 30
"""Seconds within which a server has to answer."""
RETRIES, LONGEST = 6, 10_000
"""How often a cluster that was lost is asked again, and milliseconds between two times: half a minute in all."""
SAID = 300
"""Characters of what Spark says that are shown."""
SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
_LOST = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "ABORTED", "CANCELLED")
_REFUSED = ("UNAUTHENTICATED", "PERMISSION_DENIED")
_ENDED = re.compile(r"SESSION_(CHANGED|NOT_FOUND|CLOSED)|Job \d+ cancelled|SparkContext was shut down")
"""What a server says that was restarted, or is about to end."""
KEPT = "The previous records stay in use. "
AT_ONCE = 2_000_000
"""Rows of one answer: what it holds passes through Spark's driver, which by itself takes no more than a gigabyte."""


class Lake:
    """What a load asks of a cluster: views, rows and streams."""

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        self._kept: list[DataFrame] = []

    def types(self, name: str) -> dict[str, str]:
        """Return the columns of a table or view, each with its type in Spark's words, such as ``decimal(18,2)``."""
        return {field.name: field.dataType.simpleString() for field in self._session.table(name).schema.fields}

    def view(self, name: str, select: str, values: Mapping[str, Value] | None = None) -> None:
        """Give a select a name."""
        self._asked(select, values or {}).createOrReplaceTempView(name)

    def make(self, name: str, select: str, values: Mapping[str, Value] | None = None) -> None:
        """Do the same once and for all, so that no later plan holds this one; every row lies on two workers."""
        from pyspark import StorageLevel

        frame = self._asked(select, values or {}).localCheckpoint(storageLevel=StorageLevel.MEMORY_AND_DISK_2)
        self._kept.append(frame)  # it goes with its last reference
        frame.createOrReplaceTempView(name)

    def told(self, name: str, table: "pa.Table") -> None:
        """Make rows of this machine a view; none of their values appears in a plan or a log of the cluster."""
        from pyspark.sql.pandas.types import from_arrow_schema

        schema = from_arrow_schema(table.schema, prefer_timestamp_ntz=True)
        self._session.createDataFrame(table, schema).createOrReplaceTempView(name)

    def rows(self, select: str, values: Mapping[str, Value] | None = None) -> list[tuple[Any, ...]]:
        """Return the few rows of a select."""
        return [tuple(row) for row in self._asked(select, values or {}).collect()]

    def _asked(self, select: str, values: Mapping[str, Value]) -> "DataFrame":
        """Bind values to their names; an instant is written out, as it would pass for one of the client's own zone."""
        bound = {name: value for name, value in values.items() if not isinstance(value, datetime)}
        for name in values.keys() - bound.keys():
            select = re.sub(rf":{name}\b", f"timestamp_ntz'{values[name]}'", select)
        return self._session.sql(select, bound)

    def pour(self, connection: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
        """Add the rows of a select to a table of the same column names, batch by batch as they arrive."""
        import pyarrow as pa

        failed: list[Exception] = []
        batches = self._batches(select, failed)
        if (first := next(batches, None)) is None:
            _raise(failed)
            return

        def arriving() -> Iterator["pa.RecordBatch"]:
            yield first
            yield from batches

        reader = pa.RecordBatchReader.from_batches(first.schema, arriving())
        connection.register("arriving", reader)
        try:
            connection.execute(f"insert into {quoted(table)} by name select * from arriving")
        finally:
            connection.unregister("arriving")
            _raise(failed)

    def bring(self, connection: duckdb.DuckDBPyConnection, table: str, name: str) -> None:
        """Fill an empty table with what was made under a name, in its order, some of its parts at a time."""
        parts = f"select spark_partition_id() as part, count(*) as n from {name} group by all order by part"
        counted = self.rows(parts)
        spans = list(_spans(counted))
        for first, last in spans:
            within = f" where spark_partition_id() between {first} and {last}" if len(spans) > 1 else ""
            self.pour(connection, table, f"select * from {name}{within}")
        (came,) = connection.execute(f"select count(*) from {quoted(table)}").fetchone() or (0,)
        if came != (wanted := sum(rows for _, rows in counted)):
            raise AssertionError(f"of {wanted:,} rows of {name} {came:,} have come")

    def _batches(self, select: str, failed: list[Exception]) -> Iterator["pa.RecordBatch"]:
        """Yield what a select gives; what fails is noted, as a database that reads this hides it, and ends it."""
        import pyarrow as pa

        client = self._session.client
        frame = cast("Remote", self._asked(select, {}))
        plan = frame._plan.to_proto(client)  # its public ways hold all rows at once, or make objects of them
        try:
            for part in client.to_table_as_iterator(plan, {}):
                if isinstance(part, pa.Table):
                    yield from part.to_batches()
        except Exception as error:
            failed.append(error)


def _spans(counted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Put the parts of a table together, each with its rows, in spans of at most ``AT_ONCE`` rows or of one part."""
    first, held = 0, 0
    for (part, rows), (following, more) in pairwise((*counted, (-1, AT_ONCE))):
        held += rows
        if held + more > AT_ONCE:
            yield first, part
            first, held = following, 0


def _raise(failed: list[Exception]) -> None:
    if failed:
        raise failed[0]


@contextlib.contextmanager
def session(url: str) -> Iterator[Lake]:
    """Lend a session of its own on the cluster at ``sc://…``, or at that of the environment that ``env:…`` names.

    Whatever of Spark fails inside raises ``RecordsError`` in words that hold no token, and so does a client that is not
    installed.
    """
    address = os.environ.get(url.removeprefix("env:"), "").strip() if url.startswith("env:") else url
    if not re.match(r"sc://[^/;\s]+", address):
        raise RecordsError(
            "The cluster has no address that begins with sc:// and names its host.",
            advice='Write one like "sc://spark.example:15002", or env:NAME for what the variable NAME holds.',
        )
    place = address.removeprefix("sc://").partition("/")[0].rpartition("@")[2]
    with _in_words(place):
        lent = _connected(address, place)
        lake = Lake(lent)
        try:
            for name, value in SETTINGS.items():
                lent.conf.set(name, value)
            yield lake
        finally:
            with contextlib.suppress(Exception):  # a cluster that is lost cannot be told
                lent.stop()


def _connected(address: str, place: str) -> "SparkSession":
    logging.getLogger("SQLQueryContextLogger").disabled = True  # it would print whole stacks beside our words
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    warnings.filterwarnings("ignore", r"\[RETRIES_EXCEEDED\]", UserWarning)
    import grpc
    from pyspark.sql.connect.client import DefaultChannelBuilder
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.sql.connect.session import SparkSession

    with contextlib.closing(DefaultChannelBuilder(address).toChannel()) as channel:
        try:
            grpc.channel_ready_future(channel).result(ANSWER)
        except grpc.FutureTimeoutError:
            raise _away(place) from None
    lent = SparkSession.builder.remote(address).create()
    lent.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES, max_backoff=LONGEST)])
    return lent


@contextlib.contextmanager
def _in_words(place: str) -> Iterator[None]:
    failed: RecordsError | None = None
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in (
            "pyspark",
            "grpc",
            "grpc_status",
            "google",
            "pyarrow",
            "zstandard",
        ):
            raise
        failed = RecordsError("What talks to Spark is not installed.", advice='Run: pip install "sla-dash[spark]"')
    except Exception as error:
        if not any(kind.__name__ == "PySparkException" for kind in type(error).__mro__):
            raise
        failed = _failure(place, error)
    if failed:
        raise failed from None  # what Spark raised may hold a token


def _away(place: str) -> RecordsError:
    return RecordsError(
        f"Spark at {place} does not answer.",
        advice=f"{KEPT}See that the cluster runs and can be reached from here, then load again.",
    )


def _failure(place: str, error: Exception) -> RecordsError:
    code = getattr(getattr(error, "getGrpcStatusCode", lambda: None)(), "name", "")
    said = str(error).partition("\n")[0][:SAID].rstrip(". ")
    if code in _REFUSED:
        return RecordsError(
            f"Spark at {place} refused the token.",
            advice=f"{KEPT}Check the token behind token= in the address, and whether it has run out.",
        )
    if code in _LOST or _ENDED.search(str(error)):
        return _away(place)
    advice = f"{KEPT}Put that right in the lake or in the mapping, then load again."
    what = f"Spark at {place} could not do what it was asked"
    return RecordsError(f"{what}: {said}.", advice=advice, bare=(f"{what}.", advice))
