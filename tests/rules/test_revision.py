"""Whether an agreed rate has really changed: seen, held beside all the others, and worth a new number of leads."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import revision
from sla_dash.rules.demand import Counted
from sla_dash.rules.revision import Verdict
from sla_dash.statistics import proportion
from tests.golden_cases import assert_agrees, cases


@cases("rate_against_agreed")
def test_what_has_passed_is_held_against_the_part_that_can_have_come(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    agreed = Fraction(str(inputs["agreed"]))
    after = Counted(inputs["passed"], inputs["entered"], Fraction(str(inputs["maturity"])))
    found, around = revision.change(agreed, after), after.interval()
    assert around is not None
    low, high = around
    told = {"found": float(after.rate or 0), "low": low, "high": high, "p_value": found.p_value, "seen": found.seen}
    assert_agrees(told, case)


def test_a_change_is_real_when_it_is_seen_and_matters() -> None:
    agreed = Fraction(34, 100)
    assert revision.verdicts([revision.change(agreed, Counted(300, 1000))]) == (Verdict.REVISE,)
    assert revision.verdicts([revision.change(agreed, Counted(30, 100))]) == (
        Verdict.KEEP,
    )  # not seen: within its interval
    many = revision.change(agreed, Counted(33_000, 100_000))
    assert many.seen
    assert not many.matters  # 3 % more leads
    assert revision.verdicts([many]) == (Verdict.KEEP,)
    assert revision.verdicts([revision.change(agreed, Counted(2, 1000))]) == (Verdict.TOO_EARLY,)  # under ten events
    assert revision.verdicts([None]) == (Verdict.TOO_EARLY,)
    assert revision.verdicts([revision.change(agreed, Counted(0, 0))]) == (Verdict.TOO_EARLY,)


def test_demand_moves_by_exactly_five_per_cent_or_it_does_not() -> None:
    assert revision.change(Fraction(21, 100), Counted(20_000, 100_000)).demand == Fraction(5, 100)
    assert revision.change(Fraction(21, 100), Counted(20_000, 100_000)).matters
    assert not revision.change(Fraction(21, 100), Counted(20_001, 100_000)).matters
    assert revision.change(Fraction(21, 100), Counted(0, 100)).matters


def test_two_quarters_are_compared_by_newcombe() -> None:
    found = revision.change(Counted(230, 1000), Counted(270, 1000))
    assert found.interval == pytest.approx((0.002037829467535432, 0.07781783389307931), rel=1e-6)
    assert found.seen
    assert found.demand == Fraction(-4, 27)
    assert not revision.change(Counted(23, 100), Counted(27, 100)).seen


def test_quarters_that_are_grown_differently_are_compared_each_over_its_own_part() -> None:
    """The counts of the first over 0.95 are those of the second, so is what bounds them, and nothing differs."""
    grown, growing = Counted(240, 1000), Counted(228, 1000, Fraction(95, 100))
    found = revision.change(grown, growing)
    assert found.demand == 0
    assert found.p_value == pytest.approx(1)
    low, high = found.interval or (0, 0)
    first, second = grown.interval() or (0, 0), proportion.wilson(228, 1000) or (0, 0)
    assert low == pytest.approx(-(((0.24 - second[0] / 0.95) ** 2 + (first[1] - 0.24) ** 2) ** 0.5))
    assert high == pytest.approx(((second[1] / 0.95 - 0.24) ** 2 + (0.24 - first[0]) ** 2) ** 0.5)


def test_no_rate_is_found_above_one() -> None:
    found = Counted(99, 100, Fraction(95, 100))
    assert found.rate == 1
    assert (found.interval() or (0, 0))[1] == 1
    assert Counted(0, 0).rate is None
    assert Counted(0, 0).interval() is None


def test_many_looks_at_once_are_weighed_together() -> None:
    border = revision.change(Fraction(1, 2), Counted(450, 1000 - 39))  # p just under 5 % alone
    assert border.p_value == pytest.approx(0.049, abs=0.002)
    quiet = revision.change(Fraction(1, 2), Counted(500, 1000))
    assert revision.verdicts([border]) == (Verdict.REVISE,)
    assert revision.verdicts([border, *[quiet] * 9]) == (Verdict.KEEP,) * 10


def test_ten_events_are_enough_and_nine_are_not() -> None:
    assert revision.change(Fraction(1, 2), Counted(10, 100)).enough
    assert not revision.change(Fraction(1, 2), Counted(9, 100)).enough
    assert not revision.change(Counted(9, 100), Counted(50, 100)).enough


@given(st.lists(st.tuples(st.integers(10, 400), st.integers(400, 1000)), min_size=1, max_size=15))
def test_what_is_drawn_and_what_is_said_of_a_rate_agree(counted: list[tuple[int, int]]) -> None:
    """An interval leaves out the agreed rate where the difference holds beside all the others, and only there."""
    agreed = Fraction(34, 100)
    changes = [revision.change(agreed, Counted(*one)) for one in counted]
    findings = proportion.benjamini_hochberg([one.p_value for one in changes if one.p_value is not None])
    clear = [not low <= agreed <= high for low, high in filter(None, revision.intervals(changes))]
    assert clear == findings


def test_one_rate_alone_has_its_95_per_cent_interval() -> None:
    alone = Counted(300, 1000)
    assert revision.intervals([revision.change(Fraction(34, 100), alone), None])[0] == pytest.approx(alone.interval())
    assert revision.intervals([None]) == (None,)
