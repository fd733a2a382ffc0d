"""The funnel and the closed loop against worked cases, and their laws."""

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash import funnel
from sla_dash.funnel import Conversion, Passage, Ripeness, Stage, Verdict
from tests.golden_cases import assert_agrees, cases


@cases("cif")
def test_being_lost_competes_with_being_won(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    counts: dict[float, tuple[int, int, int]] = {}
    for time, code in zip(inputs["d"], inputs["code"], strict=True):
        come, lost, waiting = counts.get(time, (0, 0, 0))
        mine = code == inputs["cause"]
        counts[time] = (come + mine, lost + (code != 0 and not mine), waiting + (code == 0))
    found = funnel.incidence(counts)
    assert_agrees({key: found.by(float(key)) for key in case["expected"]}, case)


@cases("mature_rate")
def test_a_young_cohort_is_completed_by_its_prior(case: dict[str, Any]) -> None:
    assert_agrees(list(funnel.mature_rate(**case["inputs"])), case)


def test_a_half_grown_cohort_is_half_its_own() -> None:
    developed, completed = funnel.mature_rate(10, 100, 0.5, 0.3)
    assert [developed, completed] == pytest.approx([0.2, 0.25])
    assert funnel.mature_rate(0, 0, 0.5, 0.3) == (None, None)


@cases("ae")
def test_actual_over_expected_agrees_with_the_exact_interval_within_a_hundredth(case: dict[str, Any]) -> None:
    found = funnel.actual_over_expected(**case["inputs"])
    assert_agrees(found and list(found), case)


def test_nothing_won_of_something_expected_has_an_upper_bound() -> None:
    found = funnel.actual_over_expected(0, 5.0)
    assert found is not None
    assert found[:2] == (0, 0)
    assert found[2] == pytest.approx(3.689 / 5, rel=0.01)


def conversion(maturity: float | None, entered: int = 100, passed: int = 20) -> Conversion:
    return Conversion(entered, passed, 0, maturity, Fraction(3, 10))


@pytest.mark.parametrize(
    ("maturity", "ripeness"),
    [
        (None, Ripeness.TOO_EARLY),
        (0.29, Ripeness.TOO_EARLY),
        (0.3, Ripeness.GROWING),
        (0.89, Ripeness.GROWING),
        (0.9, Ripeness.MATURE),
    ],
)
def test_a_cohort_speaks_for_itself_once_it_is_mature(maturity: float | None, ripeness: Ripeness) -> None:
    assert conversion(maturity).ripeness is ripeness


def test_a_cohort_without_a_prior_is_not_completed() -> None:
    assert Conversion(100, 20, 0, 0.5, None).estimate is None
    assert conversion(None).estimate is None
    assert conversion(0.5).estimate == pytest.approx(0.35)
    assert conversion(1.0).estimate == pytest.approx(0.2)


codes = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), min_size=1, max_size=60)


def tally(events: list[tuple[int, int]]) -> dict[float, tuple[int, int, int]]:
    counts = Counter(events)
    return {day: (counts[day, 1], counts[day, 2], counts[day, 0]) for day, _ in events}


@given(codes)
def test_the_shares_come_and_lost_never_exceed_one_and_never_fall(events: list[tuple[int, int]]) -> None:
    counts = tally(events)
    come = funnel.incidence(counts)
    lost = funnel.incidence({day: (b, a, c) for day, (a, b, c) in counts.items()})
    assert list(come.shares) == sorted(come.shares)
    assert all(a + b <= 1 + 1e-9 for a, b in zip(come.shares, lost.shares, strict=True))


@given(codes)
def test_with_nobody_waiting_the_incidence_is_the_plain_share(events: list[tuple[int, int]]) -> None:
    decided = [(day, code or 2) for day, code in events]
    found = funnel.incidence(tally(decided))
    for day in (0, 7, 30):
        plain = sum(1 for at, code in decided if code == 1 and at <= day) / len(decided)
        assert found.by(day) == pytest.approx(plain)


def test_the_share_by_an_instant_includes_it() -> None:
    found = funnel.incidence({3: (1, 0, 0), 5: (1, 0, 0)})
    assert [found.by(day) for day in (2, 3, 4, 5)] == [0, 0.5, 0.5, 1]


@given(codes, st.dictionaries(st.integers(0, 40), st.integers(1, 9), max_size=5))
def test_maturity_grows_with_age_up_to_one(events: list[tuple[int, int]], ages: dict[int, int]) -> None:
    found = funnel.incidence(tally(events))
    now, later = found.maturity(ages), found.maturity({age + 1: n for age, n in ages.items()})
    if now is None or later is None:
        assert not ages or not found.shares[-1]
        return
    assert 0 <= now <= later <= 1 + 1e-9
    assert found.maturity({30: 4, 31: 1}) == pytest.approx(1)


def test_passages_of_several_types_are_one_curve() -> None:
    rows = [Passage("SMB", kind, Stage.WON, day, 1, 1, 0) for kind in ("form", None) for day in (10, 20)]
    found = funnel.passing(rows)
    assert found == funnel.incidence({10: (2, 2, 0), 20: (2, 2, 0)})
    assert Stage.WON.before is Stage.OPPORTUNITY


fractions = st.fractions(0, 5000, max_denominator=7)


@given(st.integers(0, 500), fractions, fractions, st.integers(0, 500), st.fractions(0, 1), st.data())
def test_volume_rate_and_price_sum_exactly(
    promised: int, value: Fraction, order: Fraction, delivered: int, maturity: Fraction, data: st.DataObject
) -> None:
    won = data.draw(st.integers(0, delivered))
    priced = data.draw(st.integers(0, won))
    amount = data.draw(fractions) * priced
    found = funnel.bridge(promised, value, order, delivered, maturity, won, priced, amount)
    assert found.promised + found.volume + found.rate + found.price + found.unpriced == found.won == amount
    twice = found + found
    assert twice.promised + twice.volume + twice.rate + twice.price + twice.unpriced == twice.won == 2 * amount


def test_each_piece_of_the_bridge_is_the_effect_of_one_cause() -> None:
    value, order = Fraction(100), Fraction(1000)  # one lead in ten is agreed to be won
    whole = Fraction(1)
    more_leads = funnel.bridge(100, value, order, 120, whole, 12, 12, Fraction(12_000))
    assert [more_leads.volume, more_leads.rate, more_leads.price] == [2_000, 0, 0]
    fewer_won = funnel.bridge(100, value, order, 100, whole, 8, 8, Fraction(8_000))
    assert [fewer_won.volume, fewer_won.rate, fewer_won.price] == [0, -2_000, 0]
    dearer = funnel.bridge(100, value, order, 100, whole, 10, 10, Fraction(11_000))
    assert [dearer.volume, dearer.rate, dearer.price] == [0, 0, 1_000]
    unwritten = funnel.bridge(100, value, order, 100, whole, 10, 9, Fraction(9_000))
    assert [unwritten.rate, unwritten.price, unwritten.unpriced] == [0, 0, -1_000]
    young = funnel.bridge(100, value, order, 100, Fraction(1, 2), 5, 5, Fraction(5_000))
    assert [young.promised, young.rate] == [5_000, 0]


def test_a_change_is_real_when_it_is_seen_and_matters() -> None:
    agreed = Fraction(34, 100)
    assert funnel.verdicts([funnel.change(agreed, (300, 1000))]) == (Verdict.REVISE,)
    assert funnel.verdicts([funnel.change(agreed, (30, 100))]) == (Verdict.KEEP,)  # not seen: within its interval
    many = funnel.change(agreed, (33_000, 100_000))
    assert many.seen
    assert not many.matters  # 3 % more leads
    assert funnel.verdicts([many]) == (Verdict.KEEP,)
    assert funnel.verdicts([funnel.change(agreed, (2, 1000))]) == (Verdict.TOO_EARLY,)  # under ten events
    assert funnel.verdicts([None]) == (Verdict.TOO_EARLY,)
    assert funnel.verdicts([funnel.change(agreed, (0, 0))]) == (Verdict.TOO_EARLY,)


def test_demand_moves_by_exactly_five_per_cent_or_it_does_not() -> None:
    assert funnel.change(Fraction(21, 100), (20_000, 100_000)).demand == Fraction(5, 100)
    assert funnel.change(Fraction(21, 100), (20_000, 100_000)).matters
    assert not funnel.change(Fraction(21, 100), (20_001, 100_000)).matters
    assert funnel.change(Fraction(21, 100), (0, 100)).matters


def test_two_quarters_are_compared_by_newcombe() -> None:
    found = funnel.change((230, 1000), (270, 1000))
    assert found.interval == pytest.approx((0.002037829467535432, 0.07781783389307931), rel=1e-6)
    assert found.seen
    assert found.demand == Fraction(-4, 27)
    assert not funnel.change((23, 100), (27, 100)).seen


def test_many_looks_at_once_are_weighed_together() -> None:
    border = funnel.change(Fraction(1, 2), (450, 1000 - 39))  # p just under 5 % alone
    assert border.p_value == pytest.approx(0.049, abs=0.002)
    quiet = funnel.change(Fraction(1, 2), (500, 1000))
    assert funnel.verdicts([border]) == (Verdict.REVISE,)
    assert funnel.verdicts([border, *[quiet] * 9]) == (Verdict.KEEP,) * 10
