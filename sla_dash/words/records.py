"""Where the numbers come from, in words."""

import textwrap
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.board import Board
from sla_dash.calendar import local_day
from sla_dash.load.failed import Failed
from sla_dash.records import queries
from sla_dash.rules import freshness as fresh
from sla_dash.words.phrase import only

TOO_OLD = "too old to judge by"
BRIEF = 160
"""Characters of why a load failed that are read on a wall."""


def header(board: Board) -> list[str]:
    """Say which morning this is, by which agreement and from which records."""
    terms, zone = board.now_terms, board.now_terms.zone
    left = (terms.next_revision - board.today).days
    revision = f"revision in {theme.counted(left, 'day')}" if left >= 0 else f"revision {-left} days overdue"
    latest = board.load.latest_at
    reach = theme.day_and_time(latest, zone) if latest else theme.ABSENT
    if latest and board.as_of - latest >= fresh.OLD:
        reach += f", {theme.counted((board.as_of - latest).days, 'day')} old"
    reach += f", {TOO_OLD}" if board.stale else ""
    version = f"agreement {terms.version}, {'signed' if terms.signed else 'not signed'}, {revision}"
    if board.agreements.in_force(board.as_of) is None:
        version = f"no agreement in force before {terms.valid_from}"
    told = board.agreements.for_month(board.month)
    if told and told.version != terms.version:
        version += f" ({board.month:%B} by agreement {told.version})"
    narrowed = " · ".join(only(*board.only))
    return [
        theme.day_and_time(board.as_of, zone),
        f"{board.month:%B %Y}: working day {board.pace.done} of {board.pace.total} done",
        version,
        f"records to {reach}",
        *([theme.strong(f"only {narrowed}")] if narrowed else []),
    ]


def morning(board: Board) -> str:
    """Say in few words which morning this is, and by which agreement."""
    terms, pace = board.now_terms, board.pace
    days = f"working day {pace.done} of {pace.total} done"
    when = f"{board.month:%B %Y}" if board.month_is_over else f"{theme.day(board.today)} · {days}"
    signed = "signed" if terms.signed else "not signed"
    return " · ".join([when, f"agreement {terms.version}, {signed}", *only(*board.only)])


def reach(board: Board, zone: ZoneInfo | None = None) -> str:
    """Say up to when the records go: the time where that is today; ``zone`` None is the agreement's."""
    zone, latest = zone or board.now_terms.zone, board.load.latest_at
    if latest is None:
        return "no records"
    today = local_day(latest, zone) == local_day(board.as_of, zone)
    return f"records to {f'{latest.astimezone(zone):%H:%M}' if today else theme.day_and_time(latest, zone)}"


def freshness(board: Board) -> str:
    """Say when the records were loaded and how far they reach."""
    zone, found = board.now_terms.zone, board.load
    reach = f"they reach to {theme.day_and_time(found.latest_at, zone)}" if found.latest_at else "they are empty"
    return f"Loaded {theme.day_and_time(found.loaded_at, zone)} with {found.mapping}; {reach}"


def stale(board: Board) -> str:
    """Say that the records are too old to judge by, and what to do; nothing where they are not."""
    if board.stale is None:
        return ""
    ends = theme.day_and_time(board.stale, board.now_terms.zone)
    since = f"The records end {ends}" if board.load.latest_at else f"There are no records, as of {ends}"
    return f"{since}: {TOO_OLD}. Load newer ones."


def rows_line(files: Sequence[queries.records.File]) -> str:
    """Say that nothing was lost."""
    counted = {name: sum(getattr(one, name) for one in files) for name in ("rows_in", "kept", "rejected", "left_out")}
    return sum_line(**counted)


def sum_line(rows_in: int, kept: int, rejected: int, left_out: int) -> str:
    """Say what became of rows, so that they add up; nothing of those left out where there are none."""
    besides = f" + {left_out:,} left out or looked up" if left_out else ""
    return f"{rows_in:,} rows in = {kept:,} kept + {rejected:,} rejected{besides}"


def damaged(name: str) -> str:
    """Say that newer records are not shown, and what to do."""
    return f"{name} is damaged and cannot be read whole: you see the records before it. Load them again."


def failed(found: Failed, loaded_at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """Say in a sentence that the last load failed, why, and of when the records are that are shown instead."""
    first, *more = found.message.splitlines()
    if first.endswith(":") and more:
        first = f"{first} {more[0].removeprefix('- ')}"
        more = more[1:]
    others = f" and {len(more)} more" if more else ""
    why = textwrap.shorten(f"{first.rstrip('.')}{others}.", BRIEF, placeholder=" …")
    shown = f" You see the records loaded {_when(loaded_at, now, zone)}." if loaded_at else ""
    return f"The last load failed {_when(found.at, now, zone)}: {why}{shown}"


def failing(found: Failed, now: datetime, zone: ZoneInfo) -> tuple[str, list[str]]:
    """Say in a title that the last load failed and why; in lines what else was wrong, since when, and what to do."""
    first, *more = found.message.splitlines()
    since = f" Loads fail since {theme.day_and_time(found.since, zone)}." if found.since < found.at else ""
    again = found.again_at if found.again_at and found.again_at > now else None
    tried = f" It is tried again {_when(again, now, zone)}." if again else ""
    ago = theme.age(max(now - found.at, timedelta(0)))
    when = f"It failed {theme.day_and_time(found.at, zone)}, {ago} ago.{since}{tried}"
    wrong = [line.removeprefix("- ") for line in more]
    return f"The last load failed: {first.rstrip(':.')}", [*wrong, when, found.advice]


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Write an instant within a sentence: the time where it is today."""
    today = local_day(at, zone) == local_day(now, zone)
    return f"at {at.astimezone(zone):%H:%M}" if today else theme.day_and_time(at, zone)


def broken(fault: str) -> str:
    """Say that the journal is not as it was written, and what to do."""
    return f"The journal is not as it was written. {fault} Nothing was repaired: compare it with a copy."


def unread(trouble: str) -> str:
    """Say that what people wrote lately is not shown, and why."""
    return f"{trouble} Until it can be, you see what was read before; nothing can be signed or decided."


def without_touches() -> str:
    """Say what is missing for the half of sales, and how to add it."""
    return (
        "No touches are loaded, so nobody can tell whom sales contacted. Add a [touches] table to the mapping "
        "(data/mappings/example.toml shows every key) and load again."
    )
