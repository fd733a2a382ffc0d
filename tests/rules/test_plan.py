"""The plan: months that sum, leads ahead of their revenue, and what comes too late said by name."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import plan
from sla_dash.rules.plan import Outlook, TypePlan

FIRST = date(2026, 12, 1)
VALUE = Fraction(100)
Months = tuple[plan.Month, ...]


def test_a_quota_follows_the_season_and_the_ramp() -> None:
    found = plan.quotas(FIRST, 3, Fraction(1000), {1: Fraction(1, 2)}, [Fraction(1, 4), Fraction(1, 2)])
    assert found == {date(2026, 12, 1): 250, date(2027, 1, 1): 250, date(2027, 2, 1): 1000}


def test_new_revenue_of_a_growing_base_replaces_what_leaves() -> None:
    growth = {date(2026, 12, 1): Fraction(50_000), date(2027, 1, 1): Fraction(0)}
    found = plan.retained(Fraction(1_000_000), growth, Fraction(2, 100))
    assert list(found.values()) == [70_000, 21_000]


@given(st.lists(st.floats(0, 10), min_size=1, max_size=14))
def test_delays_are_shares_that_sum_to_exactly_one(weights: list[float]) -> None:
    found = plan.delays(weights)
    assert sum(found) == 1
    assert all(share >= 0 for share in found)


def test_without_any_win_a_lead_is_taken_to_bring_its_revenue_at_once() -> None:
    assert plan.delays([0.0, 0.0]) == (Fraction(1),)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", {}),
        ("100 50 " + "100 " * 10, {1: Fraction(1), 2: Fraction(1, 2), 12: Fraction(1)}),
        ("100,100,100,100,100,100,100,100,100,100,100,120", {12: Fraction(6, 5)}),
        ("100 " * 11, None),
        ("100 " * 13, None),
        ("-1 " * 12, None),
        ("99999 " * 12, None),
        ("plenty", None),
    ],
)
def test_a_season_is_twelve_whole_numbers_or_none(text: str, read: dict[int, Fraction] | None) -> None:
    found = plan.season(text)
    assert (found is None) == (read is None)
    assert found is None or found.items() >= (read or {}).items()


def test_a_ramp_rises_evenly_to_the_whole_quota() -> None:
    found = Outlook(6, Fraction(1000), ramp_months=3).wanted(FIRST, 5)
    assert list(found.values()) == [250, 500, 750, 1000, 1000]


def test_revenue_that_recurs_must_also_replace_what_leaves() -> None:
    found = Outlook(6, Fraction(50_000), base=Fraction(1_000_000), churn=Fraction(2, 100)).wanted(FIRST, 2)
    assert list(found.values()) == [70_000, 71_000]


def test_leads_of_a_month_that_take_a_month_win_in_the_next() -> None:
    month = 365.25 / 12
    late = plan.spread(lambda days: float(days > month), 4)
    assert [float(share) for share in late] == pytest.approx([0, 1, 0, 0], abs=0.01)
    half = plan.spread(lambda days: float(days > month / 2), 4)
    assert [float(share) for share in half] == pytest.approx([0.5, 0.5, 0, 0], abs=0.02)
    assert plan.spread(lambda _: 0.0, 3) == (Fraction(1),)


def test_types_together_are_their_sums() -> None:
    month = plan.Month(FIRST, Fraction(100), Fraction(10), 7, Fraction(60))
    whole = plan.together([TypePlan("a", (month,)), TypePlan("b", (month,))])
    assert whole.months == (plan.Month(FIRST, Fraction(200), Fraction(20), 14, Fraction(120)),)
    assert (whole.leads, whole.lead_type, len(whole.short)) == (14, None, 1)


def ahead(quota: dict[date, Fraction], pipe: Sequence[Fraction], delay: Sequence[Fraction], horizon: int) -> Months:
    """Plan months whose quotas take a whole number of leads, each worth ``VALUE``."""
    asked = [int(amount / VALUE) for amount in quota.values()]
    return plan.leads_ahead(quota, asked, [*pipe, *[Fraction(0)] * (len(quota) - len(pipe))], VALUE, delay, horizon)


def test_leads_come_before_their_revenue_and_a_month_that_they_miss_is_short() -> None:
    quota = plan.quotas(FIRST, 5, Fraction(10_000))
    found = ahead(quota, (), (Fraction(0), Fraction(0), Fraction(1)), 3)
    assert [month.leads for month in found] == [100, 100, 100]
    assert [month.expected for month in found] == [0, 0, 10_000]
    assert [month.short for month in found] == [True, True, False]


def test_what_is_in_the_pipe_need_not_be_planned() -> None:
    delay = (Fraction(0), Fraction(1, 2), Fraction(1, 2))
    pipe = plan.in_pipe([80, 100], delay, 3)
    assert list(pipe) == [90, 50, 0]  # 80 and 100 leads in December, 100 in January
    quota = plan.quotas(FIRST, 5, Fraction(10_000))
    found = ahead(quota, pipe, delay, 3)
    assert found[0].revenue == 9_000
    assert [month.short for month in found] == [False, False, False]


@pytest.mark.parametrize(("pipe", "short"), [(900, False), (899, True)])
def test_a_month_is_short_by_more_than_a_tenth(pipe: int, short: bool) -> None:
    found = plan.leads_ahead({FIRST: Fraction(1000)}, [0], [Fraction(pipe)], Fraction(1), (Fraction(1),), 1)
    assert found[0].short is short


delays = st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any).map(lambda parts: plan.delays(parts))


@given(st.integers(1, 400), delays, st.sampled_from(plan.HORIZONS))
def test_a_steady_company_goes_on_as_it_did(leads: int, delay: tuple[Fraction, ...], horizon: int) -> None:
    quota = plan.quotas(FIRST, horizon + len(delay), leads * VALUE)
    found = ahead(quota, plan.in_pipe([leads] * len(delay), delay, len(quota)), delay, horizon)
    assert [month.leads for month in found] == [leads] * horizon
    assert [month.revenue for month in found] == [month.quota for month in found]


@given(st.integers(0, 400), delays)
def test_more_in_the_pipe_never_asks_for_more_leads(before: int, delay: tuple[Fraction, ...]) -> None:
    quota = plan.quotas(FIRST, 12 + len(delay), Fraction(20_000))
    less, more = (ahead(quota, plan.in_pipe([n] * 12, delay, len(quota)), delay, 12) for n in (before, before + 10))
    assert sum(month.leads for month in more) <= sum(month.leads for month in less)


@given(st.lists(st.integers(0, 900), min_size=6, max_size=6), delays)
def test_the_plan_sums_to_the_leads_of_the_quota_that_it_can_still_reach(
    quotas: list[int], delay: tuple[Fraction, ...]
) -> None:
    quota = {date(2027, month, 1): amount * VALUE for month, amount in enumerate(quotas, 1)}
    found = ahead(quota, (), delay, 6)
    reach = [
        sum((amount * share for lag, share in enumerate(delay) if lag <= n), Fraction(0))
        for n, amount in enumerate(quota.values())
    ]
    assert abs(sum(month.leads for month in found) - sum(reach, Fraction(0)) / VALUE) <= Fraction(1, 2)
    assert sum(month.expected for month in found) <= VALUE * sum(month.leads for month in found)


def test_a_season_that_weighs_nothing_is_none() -> None:
    assert plan.season("0 " * 12) is None
    assert plan.season("0 " * 11 + "1") is not None
