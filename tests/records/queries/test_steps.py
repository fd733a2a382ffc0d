"""The steps to the first conversation in SQL against plain Python, on random records."""

from datetime import datetime, timedelta

import pytest

from sla_dash.board import Board
from sla_dash.rules import steps
from sla_dash.rules.steps import Spent, Step
from sla_dash.statistics import survival
from tests.called_leads import AS_OF, CALENDAR, Lead, board, connection, leads, listed, within


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest) -> Board:
    return board(connection(), request.param)


def spent(lead: Lead, here: Board, *, wall_clock: bool) -> list[Spent]:
    """Return the steps of one lead, exactly."""

    def between(start: datetime, end: datetime) -> timedelta:
        return end - start if wall_clock else CALENDAR.working_time(start, end)

    def step(name: Step, start: datetime, end: datetime | None, until: datetime | None) -> Spent:
        spent = max(timedelta(), between(start, end or until or start))
        unit = 1 if spent <= timedelta(hours=8) else 15
        minutes = survival.minutes(spent / unit, bool(end)) * unit
        return Spent(name, bool(end), minutes if end or until else None, 1)

    instants = (lead.assigned, lead.first, lead.spoken, lead.closed)
    assigned, first, spoken, closed = (lead.known(at, here.as_of) for at in instants)
    now = None if closed else here.as_of
    found = [step(Step.ASSIGNED, lead.start, assigned, first or now), step(Step.IN_ALL, lead.start, first, now)]
    if assigned:
        found.append(step(Step.CONTACTED, max(assigned, lead.start), first, now))
    if first:
        found.append(step(Step.CONVERSED, first, spoken, now))
    return found


@pytest.mark.parametrize("wall_clock", [False, True])
def test_steps_equal_the_steps_of_each_lead(here: Board, wall_clock: bool) -> None:
    handed = [lead for lead in leads() if within(here.month_edges, lead) and lead.valid(here.as_of)]
    expected = steps.lines([one for lead in handed for one in spent(lead, here, wall_clock=wall_clock)])
    found = here.steps.lines(wall_clock=wall_clock)
    assert found == expected
    assert all(line.happened and line.waiting for line in found)
    assert any(line.never for line in found)
    rows = listed(here, here.steps.rows)
    assert {row["lead_id"] for row in rows if not row["left_out"]} == {lead.id for lead in handed}
