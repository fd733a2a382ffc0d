"""Boards of leads that are drawn by how many were handed over on which day."""

from datetime import UTC, date, datetime, timedelta

from sla_dash.agreement import Terms, parse
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.records.store import Snapshot
from tests import drawn

NOON = timedelta(hours=12)
NOVEMBER_12 = datetime(2026, 11, 12, 8, tzinfo=UTC)


def version(number: int, starts: str, target: int) -> Terms:
    text = drawn.AGREEMENT.replace("version = 1", f"version = {number}").replace("targets = 100", f"targets = {target}")
    ends = date.fromisoformat(starts) + timedelta(days=80)
    return parse(text.replace("valid_from = 2026-09-01", f"valid_from = {starts}").replace("2026-12-01", f"{ends}"))


def leads(by_day: dict[date, int], kind: str = "form") -> str:
    """Draw so many leads of each day, from noon in UTC on."""
    drawing = ["lead_id | lead_type | qualified_at"]
    for day, count in by_day.items():
        at = datetime(day.year, day.month, day.day) + NOON
        drawing += [f"{day}-{n} | {kind} | {at + timedelta(seconds=n)}" for n in range(count)]
    return "\n".join(drawing)


def board(drawing: str, as_of: datetime, *versions: Terms, month: date | None = None, reps: str = "rep\n") -> Board:
    """Put a board together over drawn leads."""
    held = drawn.agreements(*versions)
    connection = drawn.records(held, as_of, leads=drawing, reps=reps)
    return put_together(Snapshot(connection), held, as_of, month)
