"""Lead demand: the ladder and the targets that follow from it."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash import demand
from tests.golden_cases import DOCUMENT, assert_agrees, cases

LADDERS = [c for c in DOCUMENT["cases"] if c["fn"] == "lead_demand" and c["inputs"]["rounding"] == "stage_ceil"]


@pytest.mark.parametrize("case", LADDERS, ids=[case["id"] for case in LADDERS])
def test_the_ladder_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    steps = demand.ladder(
        Fraction(inputs["quota"]), Fraction(inputs["aov"]), [Fraction(rate) for rate in inputs["rates"]]
    )
    assert_agrees(steps, case | {"expected": case["expected"] and tuple(case["expected"])})


@cases("quoted_value")
def test_the_lead_value_is_the_quota_over_the_leads_needed(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    target = demand.Target("SMB", "form", inputs["leads"], Fraction(inputs["quota"], inputs["leads"]))
    assert target.value == inputs["quota"]
    assert_agrees(float(target.lead_value or 0), case)


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(-1, 2), Fraction(11, 10)])
def test_a_rate_outside_its_range_is_refused_by_name(rate: Fraction) -> None:
    with pytest.raises(ValueError, match="rate 2 is"):
        demand.ladder(Fraction(100), Fraction(1), [Fraction(1, 2), rate])


rates = st.fractions(Fraction(1, 100), 1, max_denominator=100)


@given(st.integers(0, 10**7), st.integers(1, 10**5), st.lists(rates, max_size=4), st.integers(0, 1000))
def test_a_larger_quota_never_needs_fewer_leads(quota: int, order: int, ladder: list[Fraction], more: int) -> None:
    some = demand.ladder(Fraction(quota), Fraction(order), ladder)
    larger = demand.ladder(Fraction(quota + more), Fraction(order), ladder)
    assert some is not None
    assert larger is not None
    assert all(a <= b for a, b in zip(some, larger, strict=True))
    assert list(some) == sorted(some)
