"""What to promise of what the records show: rates, order values, quotas, shares and targets that fit each other."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from sla_dash.rules import demand, first
from sla_dash.rules.demand import Counted
from sla_dash.rules.evidence import Months, OfStream, OfType, Shown, Won
from sla_dash.rules.first import NEAR
from sla_dash.rules.promise import Better
from sla_dash.rules.provisional import STAGES
from tests import drawn

OVER = Months((date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)))
AUGUST = (date(2026, 8, 1),)
NO_RATES: Mapping[str, Shown] = {}
NO_DEALS = Won()


def shown(*counts: tuple[int, int]) -> dict[str, Shown]:
    return {stage: Shown(Counted(*count), AUGUST) for stage, count in zip(STAGES, counts, strict=False)}


def of(
    kind: str = "form",
    delivered: tuple[int, ...] = (200, 200, 200),
    rates: Mapping[str, Shown] = NO_RATES,
    won: Won = NO_DEALS,
    better: Better | None = None,
    leads: int = 600,
) -> OfType:
    return OfType("SMB", kind, leads, delivered, rates, won, better)


def stream(*types: OfType, together: Mapping[str, Shown] = NO_RATES, won: Won = NO_DEALS) -> OfStream:
    return OfStream("SMB", types, together, won, Won(), 0)


HARVEST = shown((180, 600), (144, 180), (36, 144))
"""30, 80 and 25 %: six leads in a hundred are won."""


def test_the_quota_is_what_a_months_leads_are_worth_so_that_it_asks_for_them() -> None:
    # 200 leads × 6 % × 2,000; 12 deals ÷ 25 % = 48, ÷ 80 % = 60, ÷ 30 % = 200 leads.
    found = first.drafted(stream(of(rates=HARVEST), won=Won(Fraction(66_000), 33)), OVER)
    assert (found.quota, found.order_value) == (Decimal(24_000), Decimal(2_000))
    (one,) = found.types
    assert [rate.value for rate in one.rates] == [Decimal("0.3"), Decimal("0.8"), Decimal("0.25")]
    assert (one.share, one.leads, one.asked, one.targets) == (Decimal(1), 200, 200, None)


def test_of_few_leads_the_ladder_asks_too_many_so_they_are_promised_outright() -> None:
    # 10 leads are worth 1,200: one deal, 4 opportunities, 5 SQLs, 17 leads.
    found = first.drafted(stream(of(delivered=(10, 10, 10), rates=HARVEST), won=Won(Fraction(66_000), 33)), OVER)
    (one,) = found.types
    assert (found.quota, one.share, one.asked, one.targets) == (Decimal(1_200), Decimal(1), 17, 10)


def test_a_rate_of_too_few_is_that_of_all_types_of_the_stream_or_else_there_are_none() -> None:
    few = shown((90, 300), (9, 90), (2, 9))
    (one,) = first.drafted(stream(of(rates=few), together=HARVEST), OVER).types
    assert [(float(rate.value), rate.of_all) for rate in one.rates] == [(0.3, False), (0.8, True), (0.25, True)]
    (one,) = first.drafted(stream(of(rates=few)), OVER).types
    assert (one.rates, one.targets) == ((), 200)


def test_a_rate_is_over_the_part_that_can_have_come_by_now_and_never_above_one() -> None:
    ripe = {stage: Shown(Counted(96, 100, Fraction(96, 100)), AUGUST) for stage in STAGES}
    assert [rate.value for rate in first.drafted(stream(of(rates=ripe)), OVER).types[0].rates] == [Decimal(1)] * 3


@pytest.mark.parametrize("won", [Won(), Won(Fraction(18_000), 9), Won(Fraction(0), 20), Won(Fraction(-5), 20)])
def test_without_ten_deals_that_are_worth_something_there_is_no_quota_and_targets_are_outright(won: Won) -> None:
    found = first.drafted(stream(of(rates=HARVEST), won=won), OVER)
    assert (found.quota, found.order_value, found.types[0].share, found.types[0].targets) == (None, None, None, 200)
    assert found.types[0].rates


def test_an_amount_beyond_what_an_agreement_holds_is_left_out() -> None:
    assert first.drafted(stream(of(), won=Won(Fraction(10**15), 10)), OVER).order_value is None


def test_a_type_with_ten_deals_of_its_own_has_its_own_order_value() -> None:
    types = of(rates=HARVEST, won=Won(Fraction(30_000), 10)), of("event", rates=HARVEST, won=Won(Fraction(900), 9))
    found = first.drafted(stream(*types, won=Won(Fraction(30_900), 19)), OVER)
    assert [one.order_value for one in found.types] == [Decimal(3_000), None]
    assert found.order_value == Decimal(1_626)
    assert [one.share for one in found.types] == [Decimal("0.6485"), Decimal("0.3515")]  # 3,000 to 1,626


def test_a_time_to_contact_is_promised_where_ten_leads_came_and_one_was_kept() -> None:
    hour = timedelta(hours=1)
    better = Better("SMB", "form", None, 30, 25, hour, None, None, None)
    late = Better("SMB", "form", None, 30, 25, None, None, None, None)
    found = first.drafted(
        stream(of(better=better), of("b", better=late), of("c"), of("d", better=better, leads=9)), OVER
    )
    assert [one.promise for one in found.types] == [hour, None, None, None]


def test_whatever_the_records_show_shares_make_a_whole_and_targets_follow_from_the_ladder_or_stand_outright() -> None:
    random = Random(5)
    for _ in range(200):
        rates = [
            [(random.randint(0, n), n) for n in (random.choice((0, 9, 20, 400)) for _ in STAGES)]
            for _ in range(random.choice((1, 3, 30)))
        ]
        types = tuple(
            of(
                f"type {n}",
                tuple(random.choice((0, 1, 40, 2_000)) for _ in range(3)),
                shown(*counts),
                Won(Fraction(random.randint(0, 10**6)), random.choice((0, 9, 30))),
            )
            for n, counts in enumerate(rates)
        )
        won = sum((one.won for one in types), Won())
        found = first.drafted(stream(*types, together=HARVEST, won=won), OVER)
        shares = [one.share for one in found.types if one.share]
        assert sum(shares) == (1 if found.quota else 0)
        following = [one for one in found.types if one.targets is None]
        parts = [
            (
                Fraction(found.quota or 0) * Fraction(one.share or 0),
                Fraction(one.order_value or found.order_value or 0),
                [Fraction(rate.value) for rate in reversed(one.rates)],
            )
            for one in following
        ]
        for one, ladder in zip(following, demand.ladders(parts) or (), strict=True):
            assert one.asked == ladder[-1]
            assert abs(int(ladder[-1]) - one.leads) <= NEAR * one.leads


def test_a_first_agreement_begins_two_months_back_and_is_revised_with_the_next_month() -> None:
    today = date(2026, 11, 19)
    assert first.dates(OVER, today, None) == (date(2026, 9, 1), date(2026, 12, 1))
    begun = Months((date(2026, 11, 1),), Fraction(15, 30))
    assert first.dates(begun, today, None) == (date(2026, 11, 1), date(2026, 12, 1))
    assert first.dates(Months(AUGUST), today, None) == (date(2026, 7, 1), date(2026, 12, 1))


def test_the_draft_after_an_agreement_is_of_the_next_quarter() -> None:
    assert first.dates(OVER, date(2026, 11, 19), drawn.terms()) == (date(2027, 1, 1), date(2027, 4, 1))
    ahead = drawn.terms(valid_from="2027-02-01", next_revision="2027-05-01")
    assert first.dates(OVER, date(2026, 11, 19), ahead) == (date(2027, 4, 1), date(2027, 7, 1))
