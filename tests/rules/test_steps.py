"""Where the time goes, step by step: who is still in a step is censored, who was closed before never takes it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import steps
from sla_dash.rules.steps import Spent, Step

HALF_HOUR = timedelta(minutes=30)


def test_a_lead_that_waits_to_be_assigned_is_neither_lost_nor_an_instant_assignment() -> None:
    rows = [Spent(Step.ASSIGNED, True, 30, 10), Spent(Step.ASSIGNED, False, 45, 9), Spent(Step.ASSIGNED, False, 10, 1)]
    line = steps.lines(rows)[0]
    assert (line.n, line.happened, line.waiting, line.never) == (20, 10, 10, 0)
    assert line.median == HALF_HOUR
    assert line.p90 is None


def test_a_lead_closed_before_a_step_stays_in_its_denominator_for_ever() -> None:
    rows = [Spent(Step.CONTACTED, True, 30, 10), Spent(Step.CONTACTED, False, None, 11)]
    line = steps.lines(rows)[1]
    assert (line.n, line.never, line.median) == (21, 11, None)


def test_every_step_is_told_even_when_nobody_began_it() -> None:
    found = steps.lines([])
    assert [line.step for line in found] == list(Step)
    assert {(line.n, line.median) for line in found} == {(0, None)}


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.data())
def test_closing_a_lead_before_a_step_never_shortens_it(minutes: list[int], data: st.DataObject) -> None:
    rows = [Spent(Step.IN_ALL, data.draw(st.booleans()), one, 1) for one in minutes]
    closed = [Spent(row.step, row.happened, row.minutes if row.happened else None, 1) for row in rows]
    before, after = steps.lines(rows)[-1], steps.lines(closed)[-1]
    assert before.n == after.n == len(minutes)
    assert after.median is None or (before.median is not None and after.median >= before.median)
