"""Lead demand: the ladder, the targets that follow from it, and how sure they are."""

from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import demand
from sla_dash.rules.demand import Counted
from tests.golden_cases import assert_agrees, cases


def exactly(step: Fraction) -> Fraction:
    return step


@cases("lead_demand")
def test_the_ladder_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    asked = Fraction(inputs["quota"]), Fraction(inputs["aov"]), [Fraction(rate) for rate in inputs["rates"]]
    rounded = {"none": demand.ladders([asked], exactly), "stage_ceil": demand.ladders([asked])}
    rounded["stage_nearest"] = demand.ladders([asked], demand.nearest)
    steps = rounded[inputs["rounding"]]
    assert_agrees(steps and [float(step) for step in steps[0]], case)


@cases("quoted_value")
def test_the_lead_value_is_the_quota_over_the_leads_needed(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    target = demand.Target("SMB", "form", inputs["leads"], Fraction(inputs["quota"], inputs["leads"]))
    assert target.value == inputs["quota"]
    assert_agrees(float(target.lead_value or 0), case)


@cases("unit_value")
def test_what_one_lead_brings_is_the_order_value_times_every_rate(case: dict[str, Any]) -> None:
    rates = [Fraction(rate) for rate in case["inputs"]["rates"]]
    assert_agrees(float(demand.unit_value(Fraction(case["inputs"]["aov"]), rates)), case)


@cases("fill_gap")
def test_one_type_fills_what_the_others_leave(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    values = {name: Fraction(value) for name, value in inputs["values"].items()}
    assert_agrees(demand.fill_gap(Fraction(inputs["quota"]), values, inputs["counts"], inputs["by"]), case)


@cases("leads_for_confidence")
def test_leads_for_a_confidence_agree_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    assert_agrees(demand.leads_for_confidence(inputs["D"], inputs["p"], inputs["conf"]), case)


@cases("binom_sf_at_mean")
def test_the_leads_needed_on_average_are_enough_in_half_the_months(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    assert_agrees(demand.chance_to_reach(inputs["D"], inputs["p"], inputs["N"]), case)


@cases("tornado_cap")
def test_a_rate_that_is_raised_stays_a_rate(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    rate, part = Fraction(str(inputs["rates"][0])), Fraction(str(inputs["rel"]))
    ends = Counted(1, 1, 1 / (rate * (1 + part))).rate, rate * (1 - part)
    quota, order = Fraction(inputs["quota"]), Fraction(inputs["aov"])
    assert_agrees([float(quota / demand.unit_value(order, [end])) for end in ends if end], case)


@cases("cum_round")
def test_months_are_rounded_so_that_they_sum(case: dict[str, Any]) -> None:
    assert_agrees(list(demand.cum_round([Fraction(str(x)) for x in case["inputs"]["xs"]])), case)


@cases("new_needed")
def test_new_revenue_replaces_what_leaves(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    found = demand.new_needed(Fraction(inputs["base"]), Fraction(inputs["target"]), Fraction(str(inputs["churn"])))
    assert_agrees(float(found), case)


def test_what_customers_who_stay_add_need_not_be_won() -> None:
    needed = demand.new_needed(Fraction(1000), Fraction(1100), Fraction(1, 10), Fraction(150))
    assert needed == 50


def test_halves_are_rounded_up() -> None:
    assert [demand.nearest(Fraction(n, 4)) for n in (1, 2, 3, 6)] == [0, 1, 1, 2]


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(-1, 2), Fraction(11, 10)])
def test_a_rate_outside_its_range_is_refused_by_name(rate: Fraction) -> None:
    with pytest.raises(ValueError, match="rate 2 is"):
        demand.ladders([(Fraction(100), Fraction(1), [Fraction(1, 2), rate])])


def test_deals_are_rounded_up_once_and_a_type_s_part_of_them_stays_exact() -> None:
    """Rounded up type by type, the same quota asks for 126 leads where 78 are needed."""
    parts = [
        (Fraction(15_000) * Fraction(share), Fraction(2_500), [Fraction(rate) for rate in rates.split()])
        for share, rates in (
            ("0.4", "0.4 0.5 0.4"),
            ("0.2", "0.2 0.5 0.6"),
            ("0.2", "0.3 0.6 0.6"),
            ("0.1", "0.3 0.75 0.5"),
            ("0.1", "0.3 0.5 0.4"),
        )
    ]
    found = demand.ladders(parts) or ()
    assert [steps[0] for steps in found] == [Fraction(n, 10) for n in (24, 12, 12, 6, 6)]
    assert sum(steps[-1] for steps in found) == 78
    assert sum(one[0][-1] for one in (demand.ladders([part]) for part in parts) if one) == 126
    dearer = demand.ladders([(Fraction(5_000), Fraction(2_000), []), (Fraction(5_000), Fraction(4_000), [])])
    assert dearer == ((Fraction(8, 3),), (Fraction(4, 3),))  # 3.75 deals are 4, two of three by the first


rates = st.fractions(Fraction(1, 100), 1, max_denominator=100)


@given(st.integers(0, 10**7), st.integers(1, 10**5), st.lists(rates, max_size=4), st.integers(0, 1000))
def test_a_larger_quota_never_needs_fewer_leads(quota: int, order: int, ladder: list[Fraction], more: int) -> None:
    some = demand.ladders([(Fraction(quota), Fraction(order), ladder)])
    larger = demand.ladders([(Fraction(quota + more), Fraction(order), ladder)])
    assert some is not None
    assert larger is not None
    assert all(a <= b for a, b in zip(some[0], larger[0], strict=True))
    assert list(some[0]) == sorted(some[0])


@given(st.integers(0, 10**7), st.integers(1, 10**5), st.lists(rates, max_size=4))
def test_rounding_up_never_asks_for_less_than_it_takes(quota: int, order: int, ladder: list[Fraction]) -> None:
    asked = Fraction(quota), Fraction(order), ladder
    up, exact = demand.ladders([asked]), demand.ladders([asked], exactly)
    assert up is not None
    assert exact is not None
    assert all(a >= b for a, b in zip(up[0], exact[0], strict=True))


@given(st.integers(0, 12), st.sampled_from([0.05, 0.3, 0.7, 0.999, 1.0]), st.integers(0, 60))
def test_the_chance_to_reach_is_the_binomials_tail(deals: int, rate: float, leads: int) -> None:
    few = sum(comb(leads, k) * rate**k * (1 - rate) ** (leads - k) for k in range(min(deals, leads + 1)))
    assert demand.chance_to_reach(deals, rate, leads) == pytest.approx(1 - few, abs=1e-9)


@given(st.integers(0, 300), st.floats(0.005, 1.0), st.floats(0.01, 0.99))
def test_leads_for_a_confidence_are_the_fewest_that_reach_it(deals: int, rate: float, confidence: float) -> None:
    leads = demand.leads_for_confidence(deals, rate, confidence)
    assert demand.chance_to_reach(deals, rate, leads) >= confidence
    assert leads == 0 or demand.chance_to_reach(deals, rate, leads - 1) < confidence


@given(st.lists(st.fractions(0, 500, max_denominator=60), max_size=14))
def test_rounded_months_sum_to_the_rounded_whole(parts: list[Fraction]) -> None:
    found = demand.cum_round(parts)
    assert sum(found) == demand.nearest(sum(parts, Fraction(0)))
    assert all(abs(n - part) <= 1 for n, part in zip(found, parts, strict=True))


@given(st.integers(0, 10**6), st.dictionaries(st.sampled_from("abc"), st.integers(0, 900), max_size=3))
def test_the_gap_that_is_filled_reaches_the_quota_and_no_lead_is_idle(quota: int, counts: dict[str, int]) -> None:
    values = {"a": Fraction(128), "b": Fraction(187), "c": Fraction(1, 3)}
    more = demand.fill_gap(Fraction(quota), values, counts, "b")
    brought = sum((counts[name] * values[name] for name in counts), Fraction(0))
    assert brought + more * values["b"] >= quota
    assert more == 0 or brought + (more - 1) * values["b"] < quota


def test_evidence_narrows_the_leads_needed_as_it_grows() -> None:
    asked = Fraction(500_000), Fraction(2_000)
    few = demand.leads_by_evidence([(*asked, [Counted(23, 100), Counted(82, 100), Counted(34, 100)])])
    many = demand.leads_by_evidence([(*asked, [Counted(2300, 10_000), Counted(8200, 10_000), Counted(3400, 10_000)])])
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < many[1] < many[2] < few[2]
    assert many[1] == pytest.approx(3899, rel=0.01)
    assert few == demand.leads_by_evidence([(*asked, [Counted(23, 100), Counted(82, 100), Counted(34, 100)])])


def test_rates_that_are_still_growing_ask_for_fewer_leads() -> None:
    asked = Fraction(500_000), Fraction(2_000)
    grown, growing = ((*asked, [Counted(2300, 10_000, Fraction(n, 100))]) for n in (100, 95))
    whole, part = demand.leads_by_evidence([grown]), demand.leads_by_evidence([growing])
    assert whole is not None
    assert part is not None
    assert list(part) == pytest.approx([0.95 * n for n in whole], abs=1)
    certain = demand.leads_by_evidence([(*asked, [Counted(100, 100, Fraction(1, 2))])])
    assert certain == (250, 250, 250)  # no rate is above 1


def test_leads_without_evidence_have_no_interval() -> None:
    assert demand.leads_by_evidence([(Fraction(1), Fraction(1), [Counted(1, 2), Counted(0, 0)])]) is None
    assert demand.leads_by_evidence([(Fraction(1), Fraction(0), [Counted(1, 2)])]) is None
    assert demand.leads_by_evidence([]) is None


def test_types_drawn_together_are_surer_than_the_sum_of_their_extremes() -> None:
    one = Fraction(500_000), Fraction(2_000), [Counted(23, 100), Counted(82, 100), Counted(34, 100)]
    alone, both = demand.leads_by_evidence([one]), demand.leads_by_evidence([one, one])
    assert alone is not None
    assert both is not None
    assert 2 * alone[0] < both[0] < both[2] < 2 * alone[2]


def test_leads_beyond_counting_are_summed_in_steps_and_as_exactly_as_that_needs() -> None:
    exact = demand.leads_for_confidence(900, 0.02, 0.8)
    with pytest.MonkeyPatch.context() as patched:
        demand._leads_until.cache_clear()
        patched.setattr(demand, "MOST_SUMMED", 4_000)
        near = demand.leads_for_confidence(900, 0.02, 0.8)
        assert demand.chance_to_reach(900, 0.02, exact) == pytest.approx(0.8, abs=0.005)
        demand._leads_until.cache_clear()
    assert near == pytest.approx(exact, rel=0.001)
    least = demand.leads_for_confidence(1, 1e-12, 0.5)
    assert least == pytest.approx(0.6931e12, rel=0.001)
    assert demand.leads_for_confidence(10**9, 1e-7, 0.5) == pytest.approx(10**16, rel=0.001)
