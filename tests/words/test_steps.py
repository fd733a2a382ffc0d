"""Where the time goes, in words."""

import pytest

from sla_dash import theme, words
from sla_dash.rules.steps import Line, Step
from sla_dash.screen import tables


@pytest.mark.parametrize(("never", "said"), [(9, []), (10, ["10 leads"])])
def test_leads_closed_before_anybody_tried_are_asked_after_where_they_are_not_few(never: int, said: list[str]) -> None:
    lines = [
        Line(Step.CONTACTED, n=90, happened=70, waiting=20 - never, never=99, median=None, p90=None),
        Line(Step.IN_ALL, n=100, happened=80, waiting=20 - never, never=never, median=None, p90=None),
    ]
    assert tables.steps.lines(lines)[-1]["Closed first"] == str(never)
    assert words.steps.to_do(lines) == [
        f"Ask why {theme.strong(leads)} were closed before anybody tried to reach them" for leads in said
    ]


def test_a_lead_that_was_called_without_being_assigned_is_not_said_to_wait() -> None:
    lines = [
        Line(step, n=30, happened=8, waiting=20, never=2, median=None, p90=None)
        for step in (Step.ASSIGNED, Step.CONTACTED)
    ]
    assert words.steps.counted(lines) == [
        "hand-off → assigned: 30 entered = 8 done + 20 still waiting, or called without it + 2 closed first",
        "assigned → first attempt: 30 entered = 8 done + 20 still waiting + 2 closed first",
    ]
