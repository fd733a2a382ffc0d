"""The funnel and the closed loop against worked cases, and their laws."""

from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction
from math import exp, fsum, lgamma, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import funnel
from sla_dash.rules.funnel import Conversion, Entries, Passages, Ripeness, Stage
from tests import drawn
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
    inputs = case["inputs"]
    found = funnel.conversion(inputs["x"], inputs["n"], 0, inputs["maturity"], inputs["prior"])
    assert_agrees([found.developed, found.estimate], case)


@cases("cohort_estimate")
def test_what_is_still_to_come_is_filled_by_a_rate_learnt(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    cohorts = [funnel.conversion(passed, entered, 0, grown, None) for passed, entered, grown in inputs["cohorts"]]
    one, learnt = cohorts[inputs["of"]], funnel.prior(cohorts, inputs["of"], Fraction(str(inputs["agreed"])))
    completed = funnel.conversion(one.passed, one.entered, 0, one.maturity, learnt)
    assert_agrees({"prior": learnt, "estimate": completed.estimate}, case)


def test_a_rate_is_learnt_of_the_last_twelve_months_and_of_those_near_by_most() -> None:
    told, agreed = funnel.conversion(30, 100, 0, 1.0, None), Fraction(1, 10)
    none = funnel.conversion(0, 0, 0, None, None)
    assert funnel.prior([none] * 12, 11, agreed) == pytest.approx(0.1)
    assert funnel.prior([*[none] * 11, told], 11, agreed) == pytest.approx((10 + 30) / (100 + 100))
    assert funnel.prior([told, *[none] * 11], 11, agreed) == pytest.approx((10 + 0.6**11 * 30) / (100 + 0.6**11 * 100))
    assert funnel.prior([told, *[none] * 12], 12, agreed) == pytest.approx(0.1)
    assert funnel.prior([told, *[none] * 11], -1, agreed) == pytest.approx((10 + 0.6 * 30) / (100 + 0.6 * 100))


def test_a_half_grown_cohort_is_half_its_own() -> None:
    found = funnel.conversion(10, 100, 5, 0.5, 0.3)
    assert [found.developed, found.estimate] == pytest.approx([0.2, 0.25])
    none = funnel.conversion(0, 0, 0, 0.5, 0.3)
    assert [none.developed, none.estimate, none.interval, none.share] == [None] * 4


def test_cohorts_added_up_are_as_old_as_their_leads() -> None:
    found = funnel.together([funnel.conversion(10, 100, 5, 1.0, 0.3), funnel.conversion(0, 300, 0, 0.2, 0.3)])
    assert (found.entered, found.passed, found.lost) == (400, 10, 5)
    assert found.maturity == pytest.approx(0.4)
    assert found.estimate == pytest.approx((10 + 300 * 0.3 * 0.8) / 400)
    partly = funnel.together([funnel.conversion(0, 100, 0, 0.2, None), funnel.conversion(0, 300, 0, 0.2, 0.3)])
    assert partly.estimate == pytest.approx(0.3 * 0.8)  # nothing agreed for some: as the others
    assert funnel.together([funnel.conversion(0, 100, 0, 0.2, None)]).estimate is None
    assert funnel.together([]).share is None


@cases("ae")
def test_actual_over_expected_agrees_with_the_exact_interval_within_a_hundredth(case: dict[str, Any]) -> None:
    found = funnel.actual_over_expected(**case["inputs"])
    assert_agrees(found and list(found), case)


def test_nothing_won_of_something_expected_has_an_upper_bound() -> None:
    found = funnel.actual_over_expected(0, 5.0)
    assert found is not None
    assert found[:2] == (0, 0)
    assert found[2] == pytest.approx(3.689 / 5, rel=0.01)


@pytest.mark.parametrize(
    ("maturity", "ripeness"),
    [
        (None, Ripeness.TOO_EARLY),
        (0.29, Ripeness.TOO_EARLY),
        (0.3, Ripeness.GROWING),
        (0.94, Ripeness.GROWING),
        (0.95, Ripeness.MATURE),
    ],
)
def test_a_cohort_speaks_for_itself_once_it_is_mature(maturity: float | None, ripeness: Ripeness) -> None:
    assert Conversion(100, 20, 0, maturity, None).ripeness is ripeness


def test_a_cohort_without_an_agreed_rate_is_not_completed() -> None:
    assert funnel.conversion(20, 100, 0, 0.5, None).estimate is None
    assert funnel.conversion(20, 100, 0, None, 0.3).estimate is None
    assert funnel.conversion(20, 100, 0, 1.0 + 1e-12, 0.3).estimate == pytest.approx(0.2)


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


def test_who_waits_leaves_the_curve_at_an_age_that_is_surely_reached() -> None:
    steps = "SMB", "form", Stage.OPPORTUNITY, Stage.WON
    passages = [Passages("SMB", kind, *steps[2:], day, 1, 1) for kind in ("form", None) for day in (1, 9)]
    entries = [Entries(*steps, date(2026, 11, 1), 9, 4, 4), Entries(*steps, date(2026, 11, 19), 1, 0, 0)]
    assert [day.age(date(2026, 11, 19)) for day in entries] == [17, 0]
    found = funnel.passing(passages, entries, date(2026, 11, 19))
    assert found == funnel.incidence({0: (0, 0, 1), 1: (2, 2, 0), 9: (2, 2, 0), 17: (0, 0, 1)})
    assert found.events == 4


def test_stages_lead_to_the_next_and_won_stays_won() -> None:
    assert [stage.next for stage in Stage] == [Stage.MQL, Stage.SQL, Stage.OPPORTUNITY, Stage.WON, Stage.WON]
    assert Stage.WON not in funnel.STEPS


def test_two_years_back_is_the_start_of_a_local_month() -> None:
    found = funnel.evidence_from(datetime(2026, 11, 30, 23, 30, tzinfo=UTC), drawn.terms())
    assert found == date(2024, 12, 1)  # December had begun in Warsaw


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


@pytest.mark.parametrize("actual", [5, 10, 30, 100])
def test_actual_over_expected_has_nearly_the_exact_limits_of_a_poisson(actual: int) -> None:
    def at_most(n: int, mean: float) -> float:
        return fsum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(n + 1))

    found = funnel.actual_over_expected(actual, 20)
    assert found is not None
    ratio, low, high = found
    assert ratio == actual / 20
    assert 1 - at_most(actual - 1, low * 20) == pytest.approx(0.025, abs=0.001)
    assert at_most(actual, high * 20) == pytest.approx(0.025, abs=0.001)
