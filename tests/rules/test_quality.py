"""Minimum information: worked cases, the edges of the promise, versions, and what is not known."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.rules import quality
from sla_dash.rules.quality import Handed, Informed, Lacking, Required, Standing
from sla_dash.statistics import proportion
from tests.golden_cases import assert_agrees, cases

ASKED = {1: Required(("need", "budget"), Fraction(4, 5))}


def minimum(leads: list[list[str]], required: list[str], promised: Fraction | None) -> Informed:
    """Judge leads that are told one by one."""
    lacking = [quality.lacking(carried, required) for carried in leads]
    complete = sum(not one for one in lacking)
    handed = [Handed(None, None, 1, len(leads), len(leads), complete)] if leads else []
    lacks = [Lacking(None, None, 1, field, sum(field in one for one in lacking)) for field in required]
    asked = Required(tuple(required), promised)
    return quality.total(handed, [row for row in lacks if row.leads], {1: asked}, asked)


@cases("minimum_information")
def test_minimum_information_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    promised = None if inputs["promised"] is None else Fraction(str(inputs["promised"]))
    found = minimum(inputs["leads"], inputs["required"], promised)
    low, high = found.interval or (None, None)
    told = {
        "complete": found.complete,
        "of": found.of,
        "missing": {one.field: one.leads for one in found.missing},
        "low": low,
        "high": high,
        "standing": str(found.standing),
        "could_be_chance": found.could_be_chance,
    }
    assert_agrees(told, case)


def test_a_field_that_a_lead_carries_twice_is_carried_once_and_what_nobody_asked_for_is_no_matter() -> None:
    found = minimum([["need", "need", "shoe size"], []], ["budget", "need"], Fraction(1))
    assert [(one.field, one.leads, one.of) for one in found.missing] == [("budget", 2, 2), ("need", 1, 2)]
    assert quality.lacking(("need", "need"), ("time", "need", "budget")) == ("time", "budget")


@pytest.mark.parametrize(
    ("complete", "of", "promised", "standing", "chance"),
    [
        (8, 10, "4/5", Standing.KEPT, True),
        (7, 10, "4/5", Standing.NOT_KEPT, True),
        (9, 9, "4/5", Standing.TOO_EARLY, False),
        (0, 9, "4/5", Standing.TOO_EARLY, False),
        (0, 10, "4/5", Standing.NOT_KEPT, False),
        (10, 10, "1", Standing.KEPT, True),
        (1000, 1000, "4/5", Standing.KEPT, False),
        (700, 1000, "4/5", Standing.NOT_KEPT, False),
        (799, 1000, "4/5", Standing.NOT_KEPT, True),
        (333_333, 999_999, "1/3", Standing.KEPT, True),
        (333_332, 999_999, "1/3", Standing.NOT_KEPT, True),
        (5, 10, None, Standing.NO_PROMISE, False),
        (0, 0, "4/5", Standing.TOO_EARLY, False),
        (0, 0, None, Standing.NO_PROMISE, False),
    ],
)
def test_a_promise_is_kept_at_its_very_edge_and_judged_from_ten_leads_on(
    complete: int, of: int, promised: str | None, standing: Standing, chance: bool
) -> None:
    asked = None if promised is None else Fraction(promised)
    assert quality.standing(complete, of, asked) == (standing, chance)


def test_each_type_is_judged_by_itself_and_all_of_them_together() -> None:
    handed = [
        Handed("SMB", "form", 1, 20, 20, 18),
        Handed("SMB", "event", 1, 30, 30, 12),
        Handed(None, None, 1, 1, 1, 1),
    ]
    lacks = [
        Lacking("SMB", "form", 1, "budget", 2),
        Lacking("SMB", "event", 1, "budget", 15),
        Lacking("SMB", "event", 1, "need", 9),
    ]
    form = quality.informed("SMB", "form", handed, lacks, ASKED, ASKED[1])
    assert (form.complete, form.of, form.share, form.standing) == (18, 20, Fraction(9, 10), Standing.KEPT)
    assert [(one.field, one.leads, one.of) for one in form.missing] == [("need", 0, 20), ("budget", 2, 20)]
    every = quality.total(handed, lacks, ASKED, ASKED[1])
    assert (every.complete, every.of, every.standing, every.could_be_chance) == (31, 51, Standing.NOT_KEPT, False)
    assert every.most_missing is not None
    assert (every.most_missing.field, every.most_missing.leads, every.most_missing.of) == ("budget", 17, 51)
    assert form.told == Fraction(9, 10)
    nobody = quality.informed(None, None, handed, lacks, ASKED, ASKED[1])
    assert (nobody.complete, nobody.of, nobody.told, nobody.standing) == (1, 1, None, Standing.TOO_EARLY)
    assert nobody.most_missing is None
    assert minimum([["need"]] * 9, ["need"], None).told is None
    assert minimum([["need"]] * 10, ["need"], None).told == 1


def test_each_lead_is_judged_by_the_version_in_force_at_its_hand_off() -> None:
    asked = {1: Required(("need",), Fraction(9, 10)), 2: Required(("need", "budget"), Fraction(6, 10))}
    handed = [
        Handed("SMB", "form", 1, 10, 10, 9),
        Handed("SMB", "form", 2, 20, 20, 12),
        Handed("SMB", "form", None, 5, 0, 0),
    ]
    lacks = [
        Lacking("SMB", "form", 1, "need", 1),
        Lacking("SMB", "form", 2, "need", 2),
        Lacking("SMB", "form", 2, "budget", 8),
    ]
    found = quality.informed("SMB", "form", handed, lacks, asked, None)
    assert found.promised == Fraction(7, 10)  # the mean of nine in ten of 10 leads and six in ten of 20
    assert (found.complete, found.of, found.no_promise) == (21, 30, 5)
    assert [(one.field, one.leads, one.of) for one in found.missing] == [("need", 3, 30), ("budget", 8, 20)]
    assert (found.standing, found.could_be_chance) == (Standing.KEPT, True)


def test_leads_of_which_nothing_is_known_are_no_leads_without_information() -> None:
    found = quality.total([Handed("SMB", "form", 1, 40, 0, 0)], [], ASKED, ASKED[1])
    assert (found.standing, found.of, found.not_known, found.share, found.interval) == (
        Standing.NOT_KNOWN, 0, 40, None, None,
    )  # fmt: skip
    assert found.promised == Fraction(4, 5)


def test_before_the_first_lead_the_promise_of_the_month_stands_there_and_without_one_nothing() -> None:
    still = quality.total([], [], ASKED, ASKED[1])
    assert (still.promised, still.standing, still.of) == (Fraction(4, 5), Standing.TOO_EARLY, 0)
    assert [one.share for one in still.missing] == [None, None]
    never = quality.total([], [], {}, None)
    assert (never.promised, never.standing, never.missing) == (None, Standing.NO_PROMISE, ())
    nothing = quality.total([Handed("SMB", "form", None, 12, 0, 0)], [], ASKED, ASKED[1])
    assert (nothing.promised, nothing.standing, nothing.no_promise) == (None, Standing.NO_PROMISE, 12)


LEADS = st.lists(st.lists(st.sampled_from(["need", "budget", "time frame", "size"]), max_size=5), max_size=40)


@given(LEADS, st.fractions(Fraction(1, 100), 1))
def test_a_lead_is_complete_or_lacks_something(leads: list[list[str]], promised: Fraction) -> None:
    required = ["budget", "need", "time frame"]
    found = minimum(leads, required, promised)
    assert found.complete == sum(set(required) <= set(one) for one in leads)
    assert found.of == len(leads)
    incomplete = found.of - found.complete
    assert max((one.leads for one in found.missing), default=0) <= incomplete
    assert incomplete <= sum(one.leads for one in found.missing)
    if found.standing in (Standing.KEPT, Standing.NOT_KEPT):
        assert (found.standing is Standing.KEPT) is (found.complete >= promised * found.of)
        interval = proportion.wilson(found.complete, found.of)
        assert interval is not None
        assert found.could_be_chance is (interval[0] <= promised <= interval[1])
    else:
        assert found.standing is Standing.TOO_EARLY
        assert found.of < quality.ENOUGH


@given(LEADS, st.fractions(Fraction(1, 100), 1))
def test_knowing_more_of_a_lead_never_breaks_the_promise(leads: list[list[str]], promised: Fraction) -> None:
    required = ["budget", "need"]
    before, after = minimum(leads, required, promised), minimum([[*one, "need"] for one in leads], required, promised)
    assert after.complete >= before.complete
    assert not (before.standing is Standing.KEPT and after.standing is Standing.NOT_KEPT)
