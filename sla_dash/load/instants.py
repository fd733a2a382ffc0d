"""How dates and instants are read: by ISO 8601, or by formats tried in turn, and never by a guess."""

from datetime import UTC, date, datetime, timedelta
from itertools import starmap

from sla_dash.load import canonical, dates, mapping, zones
from sla_dash.load.statement import Statement

FIRST = datetime(1990, 1, 1)  # noqa: DTZ001 - instants in a snapshot are naive UTC
AHEAD = timedelta(days=366)
LAST = datetime(9999, 12, 31)  # noqa: DTZ001 - as above
FIRST_DAY = datetime(1900, 1, 1)  # noqa: DTZ001 - as above
"""For days in a rep's row; such a day may lie far ahead, as an open end does."""
EXAMPLE = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
"""A day that can be read in one way only, to show what a format looks like."""
NO_FORMAT, NO_ZONE = "#no format", "#no zone"
"""Reasons for which the whole file is refused: reading on would mean guessing."""
CLASH = "#clash"
"""The reason is what each row could be."""


def read_date(statement: Statement, column: canonical.Column, origin: mapping.Column, mapped: mapping.Table) -> None:
    """Read a day."""
    name = column.name
    statement.texts.append(f"dated(t_{name}) as c_{name}")
    if not origin.format:
        statement.reads.append(f"iso_day(c_{name}) as v_{name}")
        _refuse_other_shapes(statement, column)
    else:
        _read(statement, column, origin.format, mapped.months, FIRST_DAY)
        statement.placed.append(f"cast(l_{name} as date) as v_{name}")
    statement.reject_unread(column, not_a_date(origin.format))
    before = f"v_{name} < make_date({FIRST_DAY.year}, 1, 1)"
    statement.reject(column, before, f"before {FIRST_DAY.year}", with_year=True)


def read_instant(statement: Statement, column: canonical.Column, origin: mapping.Column, mapped: mapping.Table) -> None:
    """Read an instant, and the end of its day where that is all that is known of it."""
    name, local = column.name, f"l_{column.name}"
    statement.texts.append(f"dated(t_{name}) as c_{name}")
    if not origin.format:
        _refuse_other_shapes(statement, column)
    _read(statement, column, origin.format or (dates.ISO,), mapped.months, FIRST)
    if origin.zone is None:
        statement.placed.append(f"{local} as v_{name}")
        statement.reject(column, f"{local} is not null and not z_{name}", NO_ZONE)
    else:
        _place(statement, name, origin.zone)
    if column.ends:
        _keep_end(statement, column, origin)
    statement.reject_unread(column, not_a_date(origin.format))
    first, last = bounds(column, statement.now)
    beyond = f"v_{name} < {statement.bind(first)} or v_{name} > {statement.bind(last)}"
    statement.reject(column, beyond, outside(first, last), with_year=True)


def bounds(column: canonical.Column, now: datetime) -> tuple[datetime, datetime]:
    """Return the first and the last instant that a column may hold, both naive UTC and included."""
    return FIRST, LAST if column.planned else now + AHEAD


def outside(first: datetime, last: datetime) -> str:
    """Say what is neither between these nor one of them."""
    return f"outside {first:%Y-%m-%d} to {last:%Y-%m-%d}"


def offset_days(now: date) -> tuple[date, date]:
    """Return the first and the last local day, both included, that is put into UTC; what lies beyond stays as it is."""
    return FIRST.date() - zones.DAY, now + AHEAD + 2 * zones.DAY


def _read(
    statement: Statement,
    column: canonical.Column,
    formats: tuple[str, ...],
    months: tuple[str, ...],
    earliest: datetime,
) -> None:
    """Read the local time, whether it carries its offset, and whether its day is all that is written."""
    name = column.name
    readings = [_reading(statement, f"c_{name}", text, months) for text in formats]
    if len(readings) == 1:
        ((at, zoned, by_day),) = readings
        statement.reads += [f"{at} as l_{name}", f"{zoned} as z_{name}", f"{by_day} as b_{name}"]
        return
    listed = ", ".join(starmap("{{'at': {}, 'zoned': {}, 'by_day': {}}}".format, readings))
    there = f"list_filter([{listed}], lambda one: one.at is not null)"
    statement.parts.append(f"{there} as r_{name}")
    sound = f"sound(r_{name}, {statement.bind(earliest)})"
    statement.reads += [
        f"{sound}[1].at as l_{name}",
        f"{sound}[1].zoned as z_{name}",
        f"{sound}[1].by_day as b_{name}",
        f"clash({sound}) as w_{name}",
    ]
    statement.clashes.append(f"w_{name}")
    statement.reject(column, f"w_{name} is not null", CLASH)


def _reading(statement: Statement, text: str, format_: str, months: tuple[str, ...]) -> tuple[str, str, str]:
    """Return what reads a text by one format: the local time, whether it carries its offset, and if it is a day."""
    if format_ == dates.ISO:
        return f"iso_instant({text})", f"coalesce(iso_zoned({text}), false)", f"length({text}) = 10"
    if format_ in dates.EPOCHS:
        return f"since_1970({text}, {dates.EPOCHS[format_]})", "true", "false"
    by_day = str(not dates.has_hour(format_)).lower()
    if found := dates.month_names(months, format_):
        pattern, names = found
        listed = f"map({statement.bind(list(names))}, {statement.bind(list(names.values()))})"
        text = f"in_english({text}, {statement.bind(pattern)}, {listed})"
    zoned = dates.has_offset(format_)
    macro = "formatted_instant" if zoned else "formatted_local"
    return f"{macro}({text}, {statement.bind(format_)})", str(zoned).lower(), by_day


def _place(statement: Statement, name: str, zone: str) -> None:
    local, offsets = f"l_{name}", f"o_{name}"
    _join_offsets(statement, offsets, name, zone)
    shifted = f"to_utc({local}, {offsets}.seconds, {offsets}.change_at, {offsets}.later)"
    # A day without an offset lies outside the years of the records, so it is rejected or a plan that nobody reads.
    statement.placed.append(f"case when z_{name} then {local} else coalesce({shifted}, {local}) end as v_{name}")


def _join_offsets(statement: Statement, offsets: str, name: str, zone: str) -> None:
    statement.joins.append(
        f"left join offsets as {offsets} on {offsets}.zone = {statement.bind(zone)}"
        f" and {offsets}.day = cast(l_{name} as date)"
    )


def _keep_end(statement: Statement, column: canonical.Column, origin: mapping.Column) -> None:
    """Keep the end of the day where that is all that is written, and no end before that of the leads' own day."""
    name = column.name
    ends_at = f"l_{name} + interval 24 hour"
    if origin.zone is not None:
        own = f"o_{name}.ends_at"
        if statement.near is not None and statement.near != origin.zone:
            _join_offsets(statement, f"e_{name}", name, statement.near)
            own = f"greatest({own}, e_{name}.ends_at)"
        ends_at = f"case when z_{name} then {ends_at} else {own} end"
    statement.placed.append(f"case when b_{name} then {ends_at} end as v_{column.until}")


def not_a_date(formats: tuple[str, ...]) -> str:
    """Say what no format reads."""
    return f"not a date such as {' or '.join(_example(one) for one in formats or (dates.ISO,))}"


def _example(format_: str) -> str:
    if format_ in dates.EPOCHS:
        return f"{int(EXAMPLE.timestamp()) * dates.EPOCHS[format_]} ({format_})"
    return f"{EXAMPLE:%Y-%m-%d}" if format_ == dates.ISO else EXAMPLE.strftime(format_)


def _refuse_other_shapes(statement: Statement, column: canonical.Column) -> None:
    text = f"c_{column.name}"
    statement.reject(column, f"not iso_shaped({text}) and regexp_matches({text}, '\\d')", NO_FORMAT)
