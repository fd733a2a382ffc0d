"""Exactly on the edge: which side an instant falls on that is neither before nor after."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sla_dash import contact, delivery, followup
from sla_dash.agreement import Milestone
from sla_dash.board import Board
from sla_dash.contact import State
from sla_dash.followup import Kept
from sla_dash.store import Snapshot
from tests import drawn

SECOND = timedelta(seconds=1)
NINE = datetime(2026, 11, 3, 8, tzinfo=UTC)  # Tuesday 09:00 in Warsaw, when the working day begins
ONE_O_CLOCK = NINE + timedelta(hours=4)
ELSEWHERE = "lead_id | touched_at\n2 | 2026-11-01 00:00:00"
"""A touch of some other lead, so that sales is judged at all."""


def board(as_of: datetime, leads: str, month: date = date(2026, 11, 1)) -> Board:
    return Board(Snapshot(drawn.records(leads=leads, touches=ELSEWHERE)), drawn.agreements(), as_of, month)


def lead(start: datetime, **cells: datetime) -> str:
    """Draw one lead of the type form, with further instants by column."""
    at = {"qualified_at": start, **cells}
    written = " | ".join(str(instant.replace(tzinfo=None)) for instant in at.values())
    return f"lead_id | lead_type | {' | '.join(at)}\n1 | form | {written}"


def state_of(found: Board) -> State:
    (row,) = found.contact.times
    return row.state


def test_a_promise_used_up_to_the_second_is_at_risk_and_broken_a_second_later() -> None:
    used_up = board(ONE_O_CLOCK, lead(NINE))
    assert state_of(used_up) is State.AT_RISK
    assert (used_up.act.late(10)[1], used_up.act.due(10)[1]) == (0, 1)
    late = board(ONE_O_CLOCK + SECOND, lead(NINE))
    assert state_of(late) is State.BREACHED_WAITING
    assert late.act.owed[-1].breached_waiting == 1


def test_a_deadline_on_closing_time_falls_before_the_next_standup() -> None:
    start = ONE_O_CLOCK  # four hours are used up as the day closes, and not a second more by the next stand-up
    as_of = start + timedelta(minutes=5)
    found = board(as_of, lead(start))
    assert state_of(found) is State.AT_RISK
    assert found.act.owed[-1].due_before_next_standup == 1
    assert found.act.due(10)[1] == 1
    calendar = drawn.terms().calendar({})
    by_hand = contact.state(start, None, as_of, timedelta(hours=4), calendar, next_standup=found.next_standup)
    assert by_hand is State.AT_RISK
    later = board(as_of + SECOND, lead(start + SECOND))
    assert state_of(later) is State.WAITING
    assert later.act.due(10)[1] == 0


def test_a_quarter_of_the_promise_left_is_at_risk_and_a_second_more_is_not() -> None:
    start = ONE_O_CLOCK + timedelta(hours=3)
    calendar = drawn.terms().calendar({})
    three_hours_used = NINE + timedelta(days=1, hours=2)
    assert state_of(board(three_hours_used, lead(start))) is State.AT_RISK
    assert contact.state(start, None, three_hours_used, timedelta(hours=4), calendar) is State.AT_RISK
    assert contact.state(start, None, three_hours_used - SECOND, timedelta(hours=4), calendar) is State.WAITING


def test_the_first_instant_of_a_month_belongs_to_it_alone() -> None:
    first = datetime(2026, 10, 31, 23, tzinfo=UTC)  # midnight in Warsaw
    as_of = datetime(2026, 11, 5, 8, tzinfo=UTC)
    october, november = (board(as_of, lead(first), date(2026, month, 1)) for month in (10, 11))
    assert [b.delivery.lines[-1].so_far.counts.net for b in (october, november)] == [0, 1]
    assert [len(b.contact.times) for b in (october, november)] == [0, 1]


@pytest.mark.parametrize(
    ("stopped", "waited", "kept"),
    [
        (None, timedelta(), Kept.PENDING),
        (None, SECOND, Kept.MISSED),
        (-SECOND, SECOND, Kept.EXEMPT),
        (timedelta(), SECOND, Kept.MISSED),
    ],
)
def test_a_milestone_is_decided_after_its_due_instant(stopped: timedelta | None, waited: timedelta, kept: Kept) -> None:
    due = NINE + timedelta(days=14)
    cells = {} if stopped is None else {"closed_at": due + stopped}
    found = board(due + waited, lead(NINE, **cells))
    (row,) = (line for line in found.follow_up.lines if line.day == 14)
    assert {name: getattr(row, name) for name in Kept} == {name: int(name is kept) for name in Kept}
    stop = None if stopped is None else due + stopped
    assert followup.milestone(NINE, [], due + waited, stop, Milestone(day=14, attempts=3)) == (kept, 0)


def test_the_noise_guard_ends_at_1_96_deviations() -> None:
    assert delivery.within_noise(119, 100, 100.0)
    assert not delivery.within_noise(120, 100, 100.0)
    assert delivery.within_noise(81, 100, 100.0)
    assert not delivery.within_noise(80, 100, 100.0)


def test_the_share_speaks_of_those_who_still_wait_too() -> None:
    found = board(NINE + timedelta(hours=1), lead(NINE)).contact.lines[-1]
    assert (found.n, found.decided) == (1, 0)
