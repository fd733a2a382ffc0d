"""One prepared row per lead: what the agreement makes of the records.

Pages read these facts alone, so what they cost depends on the month on screen and not on the history.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import duckdb

from sla_dash import sql
from sla_dash.agreement import Agreements, Terms
from sla_dash.calendar import DAY, DAY_SECONDS, MICROSECOND, Calendar, days, local_day, utc
from sla_dash.errors import RecordsError
from sla_dash.load import holidays
from sla_dash.rules import followup, funnel

SAME_LEAD = timedelta(days=30)
"""Within this of a kept lead, inclusive, the same e-mail is the same lead."""
AHEAD = timedelta(days=500)
"""How long after loading the calendars still hold."""
SECOND = timedelta(seconds=1)
SECOND_US = SECOND // MICROSECOND
Parameter = float | str | datetime | Sequence[str] | None
PIECES = 4
"""Open pieces of a UTC day that the working time table has room for."""
FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)

TABLES = {
    "versions": """version integer, clock_start varchar, governs_from timestamp, governs_until timestamp,
        in_force_from timestamp, in_force_until timestamp""",
    "promises": "version integer, stream varchar, lead_type varchar, promise_us bigint",
    "milestones": "version integer, day integer, attempts integer",
    "required": "version integer, fields varchar[]",
    "holidays": "country varchar, subdivision varchar, day date, name varchar",
    "schedules": "version integer, owner varchar, schedule integer, working_day_us bigint",
    "worktime": "schedule integer, utc_day date, worked_before bigint, "
    + ", ".join(f"from_{n} bigint, to_{n} bigint" for n in range(1, PIECES + 1)),
    "local_days": """version integer, utc_day date, turns_at bigint, day_before date, day_after date, shifts_at bigint,
        offset_before bigint, offset_after bigint""",
}


def prepare(
    connection: duckdb.DuckDBPyConnection,
    agreements: Agreements,
    now: datetime,
    told: Callable[[float], object] = float,
) -> None:
    """Write the facts, and the tables of the agreement that they rest on, from the typed records.

    Expects ``leads``, ``touches``, ``deals`` and ``reps``; replaces what an earlier call has written. ``told`` hears
    what share is done, 0 to 1.
    """
    first, end = _span(connection, now)
    named = holidays.named(
        {key for terms in agreements.versions for key in terms.countries}, first.year - 1, end.year + 1
    )
    days_off = {key: frozenset(found) for key, found in named.items()}
    owners = _owners(connection)
    calendars: dict[int, Calendar] = {}
    schedules = [
        (terms.version, owner, _number(calendars, own), own.working_day // MICROSECOND)
        for terms in agreements.versions
        for owner, team, timezone in owners
        for own in [terms.calendar(days_off, owner, team, timezone)]
    ]
    _write(connection, "versions", _versions(agreements))
    _write(connection, "promises", _promises(agreements))
    _write(connection, "milestones", [(t.version, m.day, m.attempts) for t in agreements.versions for m in t.follow_up])
    _write(
        connection, "required", [(t.version, list(t.qualified.requires)) for t in agreements.versions if t.qualified]
    )
    _write(connection, "holidays", [(*key, day, name) for key, found in named.items() for day, name in found.items()])
    _write(connection, "schedules", schedules)
    _write(connection, "worktime", [row for n, one in calendars.items() for row in _worktime(n, one, first, end)])
    _write(connection, "local_days", [row for t in agreements.versions for row in _local_days(t, first, end)])
    statements = _statements(_currency(connection, agreements), now)
    for n, (name, parameters) in enumerate(statements):
        told(n / len(statements))
        _run(connection, name, **parameters)
    _doubt(connection, agreements)
    _prepare_present(connection, agreements, now)
    connection.execute("drop view temp.counted_touches")
    for table in ("first_touches", "clocks", "attempts", "duplicates", "lead_deals"):
        connection.execute(f"drop table temp.{table}")


def _statements(currency: str | None, now: datetime) -> tuple[tuple[str, Mapping[str, Parameter]], ...]:
    """Name the statements in their order, each with what it is asked with."""
    return (
        ("facts_clocks", {}),
        ("facts_counted", {}),
        ("facts_touches", {}),
        ("facts_attempts", {"one_attempt_us": followup.ONE_ATTEMPT // MICROSECOND}),
        ("facts_duplicates", {"same_lead_us": SAME_LEAD // MICROSECOND}),
        ("facts_deals", {"currency": currency}),
        ("facts", {}),
        ("facts_days", {"now": _naive(now)}),
        ("facts_of_deals", {"currency": currency}),
    )


def _prepare_present(connection: duckdb.DuckDBPyConnection, agreements: Agreements, now: datetime) -> None:
    """Answer as of now what a board asks for unless it replays a past morning: the funnel, and what is open."""
    terms = agreements.governing(now)
    starts_at = _naive(funnel.evidence_from(now, terms))
    _keep(connection, "funnel_steps", version=terms.version, starts_at=starts_at, as_of=_naive(now))
    _keep(connection, "open_records", as_of=_naive(now), quiet_since=_naive(now))
    _keep(connection, "unworked", now=_naive(now))
    _keep(connection, "prepared", now=_naive(now))


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


def _currency(connection: duckdb.DuckDBPyConnection, agreements: Agreements) -> str | None:
    """Return the currency that amounts are summed in: the agreement's, else the commonest; None without any."""
    found = connection.execute("select mode(upper(currency)) from deals").fetchone()
    return agreements.currency or (found[0] if found else None)


def _span(connection: duckdb.DuckDBPyConnection, now: datetime) -> tuple[date, date]:
    found = connection.execute("select min(least(created_at, qualified_at, assigned_at)) from leads").fetchone()
    first = found[0].date() if found and found[0] else now.date()
    return min(first, now.date()) - DAY, (now + AHEAD).date()


def _owners(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None, str | None]]:
    """Name, team and zone of everybody who owns a lead, and "" for nobody."""
    found = connection.execute("""
        select o.owner, r.team, r.timezone
        from (select distinct coalesce(owner, '') as owner from leads union select '') as o
        left join reps as r on r.rep = o.owner
        order by o.owner
    """).fetchall()
    for owner, _, timezone in found:
        try:
            ZoneInfo(timezone or "UTC")
        except (KeyError, ValueError, OSError):
            raise RecordsError(
                f"The time zone of rep {owner!r}, {timezone!r}, is not one that is known.",
                advice=(advice := "Write it like Europe/Warsaw in the records, or translate it in the mapping."),
                bare=("The time zone of a rep is not one that is known.", advice),
            ) from None
    return found


def _number(calendars: dict[int, Calendar], calendar: Calendar) -> int:
    """Return the number of an equal calendar that was seen before, or of this one as the next."""
    for number, known in calendars.items():
        if known == calendar:
            return number
    calendars[len(calendars)] = calendar
    return len(calendars) - 1


def _versions(agreements: Agreements) -> list[tuple[object, ...]]:
    starts = [terms.starts_at for terms in agreements.versions]
    governs = [FIRST, *starts[1:], LAST]
    return [
        (terms.version, terms.clock_start, *map(_naive, (*governs[n : n + 2], starts[n], terms.ends_at or LAST)))
        for n, terms in enumerate(agreements.versions)
    ]


def _promises(agreements: Agreements) -> list[tuple[object, ...]]:
    return [
        (terms.version, stream.name, lead_type.name, lead_type.respond_within // MICROSECOND)
        for terms in agreements.versions
        for stream in terms.streams
        for lead_type in stream.lead_types
        if lead_type.respond_within
    ]


def _worktime(schedule: int, calendar: Calendar, first: date, end: date) -> Iterable[tuple[object, ...]]:
    for row in calendar.utc_days(first, end):
        if len(row.pieces) > PIECES:
            raise RecordsError(
                f"A schedule in {calendar.zone} is open {len(row.pieces)} times between two midnights of UTC.",
                advice=f"Join intervals of the working week so that there are at most {PIECES}.",
            )
        padded = [*row.pieces, *[(0, 0)] * (PIECES - len(row.pieces))]
        yield schedule, row.day, row.before * SECOND_US, *(second * SECOND_US for piece in padded for second in piece)


def _local_days(terms: Terms, first: date, end: date) -> Iterable[tuple[object, ...]]:
    """Yield what is needed to tell the local time of each UTC day.

    The microsecond at which the local date turns, and the dates before and after it; the microsecond at which the
    offset from UTC shifts, and the offsets before and after it, in microseconds.
    """
    for day in days(first, end):
        midnight = datetime.combine(day, time(), UTC)
        before, after = (local_day(at, terms.zone) for at in (midnight, midnight + DAY - SECOND))
        turn = utc(after, 0, terms.zone) if after != before else midnight
        shift = _shift(midnight, terms.zone), *(_offset(at, terms.zone) for at in (midnight, midnight + DAY - SECOND))
        yield terms.version, day, (turn - midnight) // MICROSECOND, before, after, *(one * SECOND_US for one in shift)


def _shift(midnight: datetime, zone: ZoneInfo) -> int:
    """Return the first second of a UTC day with the offset that the day ends with."""
    last = _offset(midnight + DAY - SECOND, zone)
    if _offset(midnight, zone) == last:
        return 0
    return bisect_left(range(DAY_SECONDS), True, key=lambda second: _offset(midnight + second * SECOND, zone) == last)


def _offset(at: datetime, zone: ZoneInfo) -> int:
    """Return the seconds that local time is ahead of UTC at an instant."""
    return int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds())


def _naive(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def _write(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Create a table of ``TABLES`` and fill it column by column."""
    connection.execute(f"create or replace table {table} ({TABLES[table]})")
    if rows:
        columns = ", ".join(f"unnest(${n})" for n in range(1, len(rows[0]) + 1))
        connection.execute(
            f"insert into {table} select {columns}", [list(column) for column in zip(*rows, strict=True)]
        )


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Parameter) -> None:
    connection.execute(sql.statement(name), parameters)


def _keep(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Parameter) -> None:
    """Keep the answer to a question as a table of its name."""
    connection.execute(f"create or replace table {name} as {sql.statement(name)}", parameters)
