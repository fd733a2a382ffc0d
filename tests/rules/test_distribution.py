"""Who got more or fewer leads than agreed: worked cases, edges and laws."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import distribution
from sla_dash.rules.distribution import Beside, Distribution, Portion, Rep, Weights
from tests.golden_cases import assert_agrees, cases

FIRST, LAST = date(2026, 8, 21), date(2026, 11, 19)
DAY = timedelta(days=1)
EVEN = Weights({}, {})


def judged(counts: dict[str | None, int], *reps: Rep, weights: Weights = EVEN) -> Distribution:
    return distribution.judged(counts, reps, weights, FIRST, LAST)


@cases("evenness")
def test_evenness_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    names = [f"{n:03}" for n in range(len(case["inputs"]["counts"]))]
    counts: dict[str | None, int] = dict(zip(names, case["inputs"]["counts"], strict=True))
    weights = {name: Fraction(str(one)) for name, one in zip(names, case["inputs"]["weights"], strict=True)}
    found = judged(counts, *map(Rep, names), weights=Weights(weights, {}))
    assert_agrees({"standing": [str(one.portion) for one in found.reps], "p_value": found.p_value}, case)


def test_a_reps_own_weight_wins_over_the_teams_and_one_is_the_weight_of_all_others() -> None:
    weights = Weights({"ann": Fraction(1, 2), "gus": Fraction(3)}, {"north": Fraction(2)})
    found = judged(
        {"ann": 5, "bob": 20, "cho": 10}, Rep("ann", "north"), Rep("bob", "north"), Rep("cho"), weights=weights
    )
    assert [(one.rep, one.weight) for one in found.reps] == [("ann", Fraction(1, 2)), ("bob", 2), ("cho", 1)]
    assert [one.expected for one in found.reps] == [5, 20, 10]
    assert found.p_value == 1.0


def test_only_who_was_at_work_throughout_is_judged_and_the_others_are_counted_beside() -> None:
    found = judged(
        {"ann": 9, "bob": 4, "cho": 3, "queue": 2, None: 7},
        Rep("ann", active_from=FIRST, active_to=LAST),
        Rep("bob", active_from=FIRST + DAY),
        Rep("cho", active_to=LAST - DAY),
        Rep("dan"),
        Rep("eve", active_to=FIRST),
    )
    assert [(one.rep, one.leads) for one in found.reps] == [("ann", 9), ("dan", 0)]
    assert [(one.rep, one.leads, one.why) for one in found.others] == [
        ("bob", 4, Beside.PART_OF_THE_TIME),
        ("cho", 3, Beside.PART_OF_THE_TIME),
        ("queue", 2, Beside.NO_REP),
    ]
    assert (found.leads, found.unassigned) == (9, 7)


def test_a_rep_without_a_lead_can_have_too_few() -> None:
    found = judged({"ann": 30}, Rep("ann"), Rep("bob"))
    assert [one.portion for one in found.reps] == [Portion.MORE, Portion.FEWER]
    assert found.named == found.reps


def test_without_reps_on_record_everybody_with_a_lead_or_a_weight_is_judged() -> None:
    found = judged({"ann": 20, None: 3}, weights=Weights({"bob": Fraction(1)}, {"north": Fraction(9)}))
    assert [(one.rep, one.leads, one.weight) for one in found.reps] == [
        ("ann", 20, Fraction(1)),
        ("bob", 0, Fraction(1)),
    ]
    assert found.others == ()


def test_one_rep_alone_and_no_lead_at_all_are_states_and_not_divisions() -> None:
    alone = judged({"ann": 40}, Rep("ann"))
    assert [(one.portion, one.expected, one.part) for one in alone.reps] == [
        (Portion.WITHIN, Fraction(40), Fraction(1))
    ]
    assert alone.p_value is None
    nothing = judged({}, Rep("ann"), Rep("bob"))
    assert [one.portion for one in nothing.reps] == [Portion.WITHIN] * 2
    assert nothing.p_value is None
    nobody = judged({None: 3})
    assert (nobody.reps, nobody.leads, nobody.unassigned, nobody.p_value) == ((), 0, 3, None)


def test_chance_of_one_in_a_thousand_is_still_chance() -> None:
    """Three of three by a rep with a tenth of the weight: exactly 0.1 %."""
    weights = Weights({"ann": Fraction(1), "bob": Fraction(9)}, {})
    found = judged({"ann": 3}, Rep("ann"), Rep("bob"), weights=weights)
    assert [one.portion for one in found.reps] == [Portion.WITHIN, Portion.WITHIN]
    less = Weights({"ann": Fraction("0.999999999999999999999999999999"), "bob": Fraction(9)}, {})
    found = judged({"ann": 3}, Rep("ann"), Rep("bob"), weights=less)
    assert [one.portion for one in found.reps] == [Portion.MORE, Portion.FEWER]


people = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 200), st.integers(1, 5)), min_size=1)


@given(people)
def test_the_parts_add_up_to_all_leads_and_nobody_is_both(found: dict[str, tuple[int, int]]) -> None:
    counts: dict[str | None, int] = {rep: n for rep, (n, _) in found.items()}
    weights = Weights({rep: Fraction(weight) for rep, (_, weight) in found.items()}, {})
    judgement = judged(counts, *map(Rep, found), weights=weights)
    assert sum(one.expected for one in judgement.reps) == judgement.leads == sum(n for n, _ in found.values())
    assert sum(one.part for one in judgement.reps) == 1
    for one in judgement.reps:
        if one.portion is not Portion.WITHIN:
            assert (one.leads > one.expected) is (one.portion is Portion.MORE)


@given(people, st.sampled_from("abcdefgh"), st.integers(1, 300))
def test_whoever_gets_more_at_the_cost_of_nobody_never_has_fewer(
    found: dict[str, tuple[int, int]], rep: str, more: int
) -> None:
    order = [Portion.FEWER, Portion.WITHIN, Portion.MORE]
    counts: dict[str | None, int] = {rep: 0}
    counts.update({name: n for name, (n, _) in found.items()})

    def where(given: dict[str | None, int]) -> int:
        names = [name for name in given if name]
        return next(order.index(one.portion) for one in judged(given, *map(Rep, names)).reps if one.rep == rep)

    assert where(counts) <= where(counts | {rep: counts[rep] + more})
