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
