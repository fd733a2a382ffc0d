"""Whether an agreed rate has really changed: seen, held beside all the others, and worth a new number of leads."""

from fractions import Fraction

import pytest

from sla_dash.rules import revision
from sla_dash.rules.revision import Verdict


def test_a_change_is_real_when_it_is_seen_and_matters() -> None:
    agreed = Fraction(34, 100)
    assert revision.verdicts([revision.change(agreed, (300, 1000))]) == (Verdict.REVISE,)
    assert revision.verdicts([revision.change(agreed, (30, 100))]) == (Verdict.KEEP,)  # not seen: within its interval
    many = revision.change(agreed, (33_000, 100_000))
    assert many.seen
    assert not many.matters  # 3 % more leads
    assert revision.verdicts([many]) == (Verdict.KEEP,)
    assert revision.verdicts([revision.change(agreed, (2, 1000))]) == (Verdict.TOO_EARLY,)  # under ten events
    assert revision.verdicts([None]) == (Verdict.TOO_EARLY,)
    assert revision.verdicts([revision.change(agreed, (0, 0))]) == (Verdict.TOO_EARLY,)


def test_demand_moves_by_exactly_five_per_cent_or_it_does_not() -> None:
    assert revision.change(Fraction(21, 100), (20_000, 100_000)).demand == Fraction(5, 100)
    assert revision.change(Fraction(21, 100), (20_000, 100_000)).matters
    assert not revision.change(Fraction(21, 100), (20_001, 100_000)).matters
    assert revision.change(Fraction(21, 100), (0, 100)).matters


def test_two_quarters_are_compared_by_newcombe() -> None:
    found = revision.change((230, 1000), (270, 1000))
    assert found.interval == pytest.approx((0.002037829467535432, 0.07781783389307931), rel=1e-6)
    assert found.seen
    assert found.demand == Fraction(-4, 27)
    assert not revision.change((23, 100), (27, 100)).seen


def test_many_looks_at_once_are_weighed_together() -> None:
    border = revision.change(Fraction(1, 2), (450, 1000 - 39))  # p just under 5 % alone
    assert border.p_value == pytest.approx(0.049, abs=0.002)
    quiet = revision.change(Fraction(1, 2), (500, 1000))
    assert revision.verdicts([border]) == (Verdict.REVISE,)
    assert revision.verdicts([border, *[quiet] * 9]) == (Verdict.KEEP,) * 10


def test_ten_events_are_enough_and_nine_are_not() -> None:
    assert revision.change(Fraction(1, 2), (10, 100)).enough
    assert not revision.change(Fraction(1, 2), (9, 100)).enough
    assert not revision.change((9, 100), (50, 100)).enough
