"""Boards of leads that are drawn by how many were handed over on which day."""

from datetime import date, datetime, timedelta

from sla_dash.agreement import Terms
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.records.store import Snapshot
from tests import drawn

NOON = timedelta(hours=12)


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
