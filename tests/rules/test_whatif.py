"""What other numbers would ask for: the ladder that moves, its certainty, and scenarios that an address carries."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash import words
from sla_dash.agreement import parse
from sla_dash.rules import demand, whatif
from sla_dash.rules.demand import Counted
from sla_dash.rules.whatif import Choice, Scenario
from tests import drawn, harvest

WIN, TO_OPPORTUNITY, TO_SQL = Fraction(23, 100), Fraction(82, 100), Fraction(34, 100)
FORM = Choice("form", Fraction(1), (WIN, TO_OPPORTUNITY, TO_SQL), respond_within=timedelta(hours=4))
SEED = Scenario("SMB", Fraction(500_000), Fraction(2_000), Fraction(4, 5), (FORM,))
EVIDENCE = {
    ("form", "win"): Counted(46, 200),
    ("form", "sql_to_opportunity"): Counted(82, 100),
    ("form", "mql_to_sql"): Counted(300, 1000),
}


def test_the_ladder_of_the_definitions() -> None:
    form, total = whatif.needs(SEED, {})
    assert form.ladder == total.ladder == (250, 1_087, 1_326, 3_900)
    assert form.lead_value == total.lead_value == Fraction(500_000, 3_900)
    assert (form.even, form.confident) == (3_894, 4_098)
    assert form.chance == pytest.approx(0.5123, abs=0.001)
    assert form.by_evidence is None


def test_types_share_the_quota_in_relation_to_each_other() -> None:
    two = Scenario("SMB", Fraction(300), Fraction(1), Fraction(1, 2), (FORM, Choice("event", Fraction(2), FORM.rates)))
    assert [need.quota for need in whatif.needs(two, {})] == [100, 200, 300]
    none = Scenario("SMB", Fraction(300), Fraction(1), Fraction(1, 2), (Choice("form", Fraction(0), FORM.rates),))
    assert whatif.needs(none, {})[-1].leads == 0
    assert whatif.needs(none, {})[-1].lead_value is None


def test_types_bring_parts_of_deals_that_are_whole_together_and_surer_in_their_mix_than_each_for_itself() -> None:
    win = Choice("form", Fraction(3, 10), (Fraction(1, 4), Fraction(1, 2), Fraction(1, 2)))
    choices = win, replace(win, lead_type="event", share=Fraction(7, 10))
    two = replace(SEED, quota=Fraction(14_000), order_value=Fraction(2_500), choices=choices)
    form, event, total = whatif.needs(two, {})
    assert form.ladder == (Fraction(18, 10), 8, 16, 32)
    assert event.ladder == (Fraction(42, 10), 17, 34, 68)
    assert total.ladder == (6, 25, 50, 100)
    assert total.confident < form.confident + event.confident
    # as they have the same rates, all together are as sure as one type that brings six deals
    alone = whatif.needs(replace(two, choices=(win,)), {})[-1]
    assert (total.confident, total.even) == (alone.confident, alone.even)
    assert total.chance == pytest.approx(demand.chance_to_reach(6, 1 / 16, 100))
    assert [words.whatif.step(n) for n in form.ladder] == ["1.8", "8", "16", "32"]


def test_it_is_said_how_parts_of_deals_came_about_and_how_sure_they_are() -> None:
    choices = tuple(
        replace(FORM, lead_type=name, share=share) for name, share in (("a", Fraction(3)), ("b", Fraction(7)))
    )
    scenario = replace(SEED, quota=Fraction(14_000), order_value=Fraction(2_500), choices=choices)
    needs = whatif.needs(scenario, {})
    assert words.whatif.counted(scenario, needs)[:2] == [
        "deals: 4,200 ÷ 2,500 + 9,800 ÷ 2,500, rounded up once for all types → 6",
        "a: its part of the deals 1.8 ÷ 23.00 % → 8 ÷ 82.00 % → 10 ÷ 34.00 % → 30, rounded up at every stage",
    ]
    said = words.whatif.certainty(needs[-1], needs)
    assert said.startswith("With just the leads needed the quota is reached in ")
    assert "; each type brings its own deals, rounded up: a in " in said
    alone = whatif.needs(SEED, {})
    assert "each type" not in words.whatif.certainty(alone[-1], alone)


def test_a_type_with_an_order_value_of_its_own_keeps_it() -> None:
    own = Choice("form", Fraction(1), FORM.rates, order_value=Fraction(4_000))
    assert whatif.needs(Scenario("SMB", SEED.quota, SEED.order_value, SEED.confidence, (own,)), {})[0].ladder[0] == 125


def test_starting_from_the_evidence_takes_the_rates_that_were_found() -> None:
    found = whatif.found(SEED, {("form", "mql_to_sql"): Counted(301, 1000), ("form", "win"): Counted(0, 50)})
    assert found.choices[0].rates == (WIN, TO_OPPORTUNITY, Fraction(301, 1000))
    growing = {("form", "win"): Counted(240, 1000, Fraction(96, 100))}
    assert whatif.found(SEED, growing).choices[0].rates[0] == Fraction(1, 4)
    assert found.quota == SEED.quota


def test_the_widest_bar_comes_first_and_a_rate_without_evidence_has_none() -> None:
    bars = whatif.tornado(SEED, EVIDENCE)
    assert [bar.stage for bar in bars] == ["win", "mql_to_sql", "sql_to_opportunity"]
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)
    contradicted = next(bar for bar in bars if bar.stage == "mql_to_sql")
    assert contradicted.base < contradicted.fewest  # 300 of 1,000 speak against 34 %
    unknown = {("form", "win"): Counted(46, 200), ("form", "mql_to_sql"): Counted(0, 50)}
    assert len(whatif.tornado(SEED, unknown)) == 1  # a rate that may be 0 asks for leads without end
    assert whatif.tornado(replace(SEED, order_value=Fraction(0)), EVIDENCE) == ()


def test_a_bar_ends_at_the_leads_that_its_rate_would_ask_for_and_its_line_at_those_of_the_scenario() -> None:
    choices = FORM, replace(FORM, lead_type="event", share=Fraction(2))
    two = replace(SEED, quota=Fraction(14_000), order_value=Fraction(2_500), choices=choices)
    (bar,) = whatif.tornado(two, {("event", "win"): Counted(46, 200)})
    assert bar.base == whatif.leads(two)
    for end, asked in ((bar.high, bar.fewest), (bar.low, bar.most)):
        moved = replace(choices[1], rates=(Fraction(end), TO_OPPORTUNITY, TO_SQL))
        assert asked == whatif.leads(replace(two, choices=(FORM, moved)))


def test_what_is_signed_is_read_from_the_agreement() -> None:
    (stream,) = parse(harvest.AGREEMENT).streams
    found = whatif.agreed(stream, date(2026, 11, 1), Fraction(4, 5))
    assert found is not None
    assert (found.quota, found.order_value) == (Fraction(100_000), Fraction(2_000))
    assert whatif.needs(found, {})[-1].ladder == (50, 200, 250, 500)
    (outright,) = drawn.terms().streams
    assert whatif.agreed(outright, date(2026, 11, 1), Fraction(4, 5)) is None


percents = st.integers(1, 1000).map(lambda n: Fraction(n, 1000))


@given(st.text(max_size=30), st.integers(0, 10**7), st.integers(1, 10**5), st.lists(percents, min_size=3, max_size=3))
def test_a_scenario_survives_its_address(name: str, quota: int, order: int, rates: list[Fraction]) -> None:
    choice = Choice("web · form", Fraction(1, 2), tuple(rates), respond_within=timedelta(minutes=30))
    scenario = Scenario("SMB", Fraction(quota), Fraction(order), Fraction(9, 10), (choice,))
    for rest in (Fraction(0), Fraction(1, 4)):
        whole = replace(scenario, rest=rest)
        assert whatif.decode(whatif.encode(name, whole)) == (name, whole)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "[" * 100_000,
        '["a","SMB","NaN",2,0.8,[["form",1,0.1,0.1,0.1,null]]]',
        '["a","SMB",1,2,0.8,[]]',
        '["a","SMB",1,2,0.8,[["form",1,0.1,0.1,null]]]',
        '["a","SMB",1,2,0.8,[["form",1,0,0.1,0.1,null]]]',
        '["a","SMB",1,2,0.8,[["form",1,1.1,0.1,0.1,null]]]',
        '["a","SMB",1,2,1,[["form",1,0.1,0.1,0.1,null]]]',
        '["a","SMB",1,0,0.8,[["form",1,0.1,0.1,0.1,null]]]',
        '["a","SMB",1,2,0.8,[["form",1,0.1,0.1,0.1,null]],2]',
        '["a","SMB",1,2,0.8,[["form",1,0.1,0.1,0.1,1e400]]]',
    ],
)
def test_an_address_that_says_no_scenario_is_left_out(text: str) -> None:
    assert whatif.decode(text) is None


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_reading_of_a_scenario(text: str) -> None:
    whatif.decode(text)


def test_one_type_alone_brings_the_quota_at_its_own_value() -> None:
    half = replace(FORM, share=Fraction(1, 2))
    scenario = replace(SEED, choices=(half, replace(half, lead_type="event")))
    said = words.whatif.alone(whatif.needs(scenario, {}))
    assert said == "Brought by one type alone, the quota needs 3,906 form, or 3,906 event leads."  # 2 × 1,953
    assert words.whatif.alone(whatif.needs(SEED, {})) == ""
