"""One prepared row per lead: what the agreement makes of the records.

Pages read these facts alone, so what they cost depends on the month on screen and not on the history.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, Protocol

import duckdb

from sla_dash import sql
from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, MICROSECOND
from sla_dash.load import agreed
from sla_dash.load.agreed import naive
from sla_dash.rules import followup, funnel, winning
from sla_dash.rules.act import SILENT_AFTER

SAME_LEAD = timedelta(days=30)
"""Within this of a kept lead, inclusive, the same e-mail is the same lead."""
LONG = timedelta(days=30)
"""Open leads that nobody took up for longer are kept apart, so that the others are sought among the latest alone."""
LASTING = timedelta(days=100)
"""Leads that were neither over nor won for longer are kept apart, so that what lies silent is sought likewise."""
AHEAD = timedelta(days=500)
"""How long after loading the calendars still hold."""
EVER = naive(datetime(1, 1, 1, tzinfo=UTC)), naive(datetime(9999, 1, 1, tzinfo=UTC))
"""A span that holds every instant on record."""
Parameter = float | str | datetime | Sequence[str] | None

EARLIEST = "select cast(min(least(created_at, qualified_at, assigned_at)) as date) as day from leads"
OWNERS = """
select o.owner, r.team, r.timezone
from (select distinct coalesce(owner, '') as owner from leads union select '') as o
left join reps as r on r.rep = o.owner
order by o.owner
"""
COMMONEST = """
select upper(currency) as currency
from deals
where currency is not null
group by upper(currency)
order by count(*) desc, upper(currency)
limit 1
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One select of ``sql/``, by the name of its file, and the table that holds what it finds."""

    name: str
    makes: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    """Instants are naive UTC."""
    kind: Literal["table", "temp table", "temp view"] = "temp table"
    """A table belongs to the snapshot; the others are there for the statements that follow."""

    def text(self, dialect: str = "") -> str:
        """Return the select as DuckDB reads it, or in the dialect of that name."""
        return sql.statement(f"{dialect}/{self.name}" if dialect else self.name)


class Engine(Protocol):
    """What holds the typed records ``leads``, ``touches``, ``deals`` and ``reps``, and makes their facts."""

    def rows(self, question: str) -> Sequence[tuple[Any, ...]]:
        """Answer a question that all engines read alike."""

    def table(self, name: str, rows: Sequence[agreed.Row]) -> None:
        """Write a table of ``agreed.TABLES``, or replace it."""

    def make(self, statement: Statement) -> None:
        """Make the table of a statement, or replace it."""


class DuckDB:
    """The engine of one machine; its tables go to the snapshot that the connection writes."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, question: str) -> Sequence[tuple[Any, ...]]:
        """Answer a question."""
        return self._connection.execute(question).fetchall()

    def table(self, name: str, rows: Sequence[agreed.Row]) -> None:
        """Write a table column by column."""
        self._connection.execute(f"create or replace table {name} ({agreed.TABLES[name]})")
        if rows:
            columns = ", ".join(f"unnest(${n})" for n in range(1, len(rows[0]) + 1))
            self._connection.execute(
                f"insert into {name} select {columns}", [list(column) for column in zip(*rows, strict=True)]
            )

    def make(self, statement: Statement) -> None:
        """Make the table of a statement."""
        begun = f"create or replace {statement.kind} {statement.makes} as\n"
        self._connection.execute(begun + statement.text(), statement.parameters)


def prepare(
    connection: duckdb.DuckDBPyConnection,
    agreements: Agreements,
    now: datetime,
    told: Callable[[float], object] = float,
    engine: Engine | None = None,
) -> None:
    """Write the facts, and the tables of the agreement that they rest on, from the typed records.

    Expects ``leads``, ``touches``, ``deals`` and ``reps``; replaces what an earlier call has written. ``told`` hears
    what share is done, 0 to 1. An ``engine`` that makes them elsewhere leaves the same tables here.
    """
    made = make(engine or DuckDB(connection), agreements, now, told)
    _settle(connection, naive(now))
    _sum_up(connection, agreements.governing(now), now)
    _doubt(connection, agreements)
    for statement in reversed(made):
        if statement.kind != "table":
            connection.execute(f"drop {statement.kind.removeprefix('temp ')} temp.{statement.makes}")


def make(
    engine: Engine, agreements: Agreements, now: datetime, told: Callable[[float], object] = float
) -> Sequence[Statement]:
    """Make the facts and all that they rest on where the records are; return the statements that were run, in order."""
    first, end = _span(engine, now)
    for table, rows in agreed.tables(agreements, engine.rows(OWNERS), first, end):
        engine.table(table, rows)
    asked = statements(_currency(engine, agreements), now)
    for n, statement in enumerate(asked):
        told(n / len(asked))
        engine.make(statement)
    return asked


def statements(currency: str | None, now: datetime) -> Sequence[Statement]:
    """Name the statements in their order, each with what it is asked with; what is present is told as of now.

    ``currency`` is the one that amounts are summed in, None where no deal names any. What follows the
    facts reads them, the deals and the tables of the agreement, but for ``open_records`` and ``prepared``, which read
    leads and touches too.
    """
    return (
        Statement("facts_clocks", "clocks"),
        Statement("facts_counted", "counted_touches", kind="temp view"),
        Statement("facts_touches", "first_touches"),
        Statement("facts_attempts", "attempts", {"one_attempt_us": followup.ONE_ATTEMPT // MICROSECOND}),
        Statement("facts_silences", "silences", {"silent_us": SILENT_AFTER // MICROSECOND}, "table"),
        Statement("facts_touched", "touched", {}, "table"),
        Statement("facts_duplicates", "duplicates", {"same_lead_us": SAME_LEAD // MICROSECOND}),
        Statement("facts_deals", "lead_deals", {"currency": currency}),
        Statement("facts", "facts", kind="table"),
        Statement("facts_days", "delivered_days", {"now": naive(now)}, "table"),
        Statement("facts_of_deals", "deal_facts", {"currency": currency}, "table"),
        Statement("open_records", "open_records", {"as_of": naive(now), "quiet_since": naive(now)}, "table"),
        Statement("unworked", "unworked", {"long_us": LONG // MICROSECOND}, "table"),
        Statement("prepared", "prepared", {"now": naive(now)}, "table"),
    )


def _settle(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Tell the leads of which time alone changes nothing more from the others, and those that are still followed up.

    As of the last thing that happened, the first instant for which what is prepared holds; of ``now``, naive UTC, where
    nothing has happened.
    """
    (since,) = connection.execute("select since_at from prepared").fetchone() or (None,)
    at = since or now
    clocks = connection.execute(sql.statement("worked"), {"instants": [at]}).fetchall()
    known: dict[str, object] = {
        "as_of": at,
        "starts_at": EVER[0],
        "ends_at": EVER[1],
        "schedules": [schedule for schedule, _, _ in clocks],
        "worked_now": [worked for _, _, worked in clocks],
        "worked_next": [None for _ in clocks],
        "at_risk_left": 0.0,
        "stream": None,
        "lead_type": None,
    }
    for name, table in (("facts_settled", "settled"), ("facts_unsettled", "unsettled")):
        _keep(connection, name, table, known)
    _keep(connection, "facts_running", "running", {"as_of": at})
    every = {"earliest_at": EVER[0], "stream": None, "lead_type": None}
    _keep(connection, "facts_owing", "owing", {"as_of": at, **every})


def _sum_up(connection: duckdb.DuckDBPyConnection, terms: Terms, now: datetime) -> None:
    """Count what no instant changes, so that no page counts it again; and the funnel as it stands under these terms."""
    for name, table in (
        ("facts_minutes", "minute_weeks"),
        ("facts_hours", "hour_weeks"),
        ("facts_credited", "rep_weeks"),
        ("facts_won", "won_leads"),
        ("facts_tried", "attempt_days"),
        ("facts_filled", "carried"),
        ("facts_steps", "step_days"),
    ):
        _keep(connection, name, table, {})
    _keep(connection, "facts_lasting", "lasting", {"lasting_us": LASTING // MICROSECOND})
    _keep(connection, "facts_winning", "win_weeks", {"given_us": winning.GIVEN // MICROSECOND})
    known = {"version": terms.version, "starts_on": funnel.evidence_from(now, terms), "as_of": naive(now)}
    _keep(connection, "funnel_steps", "funnel_steps", known)


def _keep(connection: duckdb.DuckDBPyConnection, name: str, table: str, known: Mapping[str, object]) -> None:
    connection.execute(f"create or replace table {table} as\n{sql.statement(name)}", known)


def _doubt(connection: duckdb.DuckDBPyConnection, agreements: Agreements) -> None:
    """Note the deals without a lead or in another currency, and the leads of types that no version names.

    And what a version requires to be known of a lead and no lead carries: a name that is written differently would go
    unnoticed otherwise.
    """
    named = {f"{s.name} · {t.name}" for terms in agreements.versions for s in terms.streams for t in s.lead_types}
    connection.execute(
        "delete from quality where check_name in "
        "('not in the agreement', 'without a lead', 'in another currency', 'required and never carried')"
    )
    _run(connection, "facts_never_carried")
    _run(connection, "facts_abroad")
    _run(connection, "facts_stray")
    _run(connection, "facts_strange", kinds=sorted(named), agreed=", ".join(sorted(named)))


def _span(engine: Engine, now: datetime) -> tuple[date, date]:
    """Return the days that the calendars must hold: the first, and the end, excluded."""
    first = engine.rows(EARLIEST)[0][0] or now.date()
    return min(first, now.date()) - DAY, (now + AHEAD).date()


def _currency(engine: Engine, agreements: Agreements) -> str | None:
    """Return the currency that amounts are summed in: the agreement's, else the commonest; None without any."""
    return agreements.currency or next((name for (name,) in engine.rows(COMMONEST)), None)


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Parameter) -> None:
    connection.execute(sql.statement(name), parameters)
