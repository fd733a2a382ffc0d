"""Whether a rate is on its way to what it should be: on the line, behind it, and too close to call."""

from datetime import date
from fractions import Fraction

import pytest

from sla_dash.rules import objective
from sla_dash.rules.demand import Counted
from sla_dash.rules.objective import Progress
from sla_dash.statistics import proportion

SINCE, BY, HALF_WAY = date(2026, 10, 1), date(2026, 10, 21), date(2026, 10, 11)


@pytest.mark.parametrize(
    ("passed", "z", "progress", "close"),
    [
        (35, proportion.Z95, Progress.ON_TRACK, True),  # on the line itself
        (34, proportion.Z95, Progress.BEHIND, True),
        (25, proportion.Z95, Progress.BEHIND, False),
        (25, 2.9, Progress.BEHIND, True),  # one of many that are looked at
    ],
)
def test_a_rate_is_behind_its_line_where_the_interval_of_all_rates_looked_at_leaves_the_line_out(
    passed: int, z: float, progress: Progress, close: bool
) -> None:
    found = objective.standing(Fraction(3, 10), Fraction(4, 10), SINCE, BY, HALF_WAY, Counted(passed, 100), z)
    assert (found.due, found.progress, found.could_be_chance) == (Fraction(35, 100), progress, close)
