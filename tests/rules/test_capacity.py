"""What sales can work, and who is at work."""

from datetime import date
from fractions import Fraction

import pytest

from sla_dash.rules import capacity
from sla_dash.rules.capacity import Capacity


def test_reps_count_while_they_are_at_work_both_days_inclusive() -> None:
    first, end = date(2026, 11, 19), date(2026, 12, 1)
    assert capacity.active([(None, None)], first, end) == 1
    assert capacity.active([(None, date(2026, 11, 19)), (None, date(2026, 11, 18))], first, end) == 1
    assert capacity.active([(date(2026, 11, 30), None), (date(2026, 12, 1), None)], first, end) == 1


@pytest.mark.parametrize(
    ("leads", "lands_at", "exceeded", "will"),
    [(400, 400.0, False, False), (401, 401.0, True, True), (300, 400.5, False, True), (300, None, False, False)],
)
def test_capacity_is_exceeded_above_the_ceiling_and_not_on_it(
    leads: int, lands_at: float | None, exceeded: bool, will: bool
) -> None:
    held = Capacity(leads, 4, 100, lands_at)
    assert (held.exceeded, held.will_be_exceeded) == (exceeded, will)
    assert held.per_rep == Fraction(leads, 4)
    assert not Capacity(leads, 4, None, lands_at).exceeded
    assert Capacity(leads, 0, 100, lands_at).per_rep is None
    assert Capacity(leads, 0, 100, lands_at).exceeded
    assert Capacity(leads, None, 100, lands_at).per_rep is None
    assert not Capacity(leads, None, 100, lands_at).exceeded
