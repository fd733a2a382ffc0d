"""Minimum information and distribution in words: what a person reads at the edges."""

from datetime import date
from fractions import Fraction

import pytest

from sla_dash import theme, words
from sla_dash.access import WHOLE
from sla_dash.rules import distribution, quality
from sla_dash.rules.distribution import Rep, Weights
from sla_dash.rules.quality import Handed, Informed, Lacking, Required
from tests.screens import shown

ASKED = {1: Required(("need", "time frame"), Fraction(4, 5))}


def total(complete: int, of: int, *lacks: tuple[str, int], leads: int | None = None) -> Informed:
    handed = [Handed("SMB", "form", 1, leads or of, of, complete)] if leads or of else []
    rows = [Lacking("SMB", "form", 1, field, n) for field, n in lacks]
    return quality.total(handed, rows, ASKED, ASKED[1])


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (total(0, 0), "No lead came yet; 80 % promised. Too early for a share."),
        (total(5, 9, ("need", 4)), "5 of 9 leads are complete; 80 % promised. Too early for a share."),
        (total(0, 0, leads=12), "Nobody can tell what these leads carry: name the column of each piece"),
        (total(10, 10), "100 % of leads are complete: 10 of 10, 80 % promised: ● Kept."),
        (
            total(7, 10, ("need", 3)),
            "80 % promised: ≈ Too close to call. Need is missing on 30 % of leads: 3 of 10.",
        ),
        (total(799, 1_000, ("time frame", 201)), "79.9 % of leads are complete: 799 of 1,000, 80.0 % promised"),
        (total(799, 1_000, ("time frame", 201)), "Time frame is missing on 20 % of leads: 201 of 1,000."),
    ],
)
def test_the_sentence_of_minimum_information_says_what_is_so(found: Informed, said: str) -> None:
    assert said in _plain(words.quality.said([found]))


def test_a_type_is_named_only_where_chance_does_not_explain_it() -> None:
    handed = [
        Handed("SMB", "form", 1, 100, 100, 95),
        Handed("SMB", "event", 1, 10, 10, 7),
        Handed("SMB", "fax", 1, 50, 50, 9),
    ]
    lines = [quality.informed("SMB", kind, handed, [], ASKED, None) for kind in ("form", "event", "fax")]
    said = _plain(words.quality.said([*lines, quality.total(handed, [], ASKED, None)]))
    assert said.endswith("Not kept, and more than chance: fax 18 %.")


def shared(*leads: int, **weights: int) -> str:
    reps = [Rep(f"rep {n}") for n in range(len(leads))]
    counts: dict[str | None, int] = {rep.rep: n for rep, n in zip(reps, leads, strict=True)}
    due = Weights({rep.replace("_", " "): Fraction(weight) for rep, weight in weights.items()}, {})
    first, last = date(2026, 8, 21), date(2026, 11, 19)
    return _plain(words.distribution.said(distribution.judged(counts, reps, due, first, last), WHOLE))


def test_the_sentence_of_distribution_names_who_is_outside_of_chance_and_nobody_else() -> None:
    assert shared() == "Nobody was at work on all of these days, so there is nobody to compare."
    assert shared(0, 0) == "No lead was assigned in these days to who was at work on all of them."
    assert shared(1) == "rep 0 alone got 1 lead."
    assert shared(30, 30) == (
        "Nobody got more or fewer leads than chance makes of the part agreed (2 reps). "
        "Chance alone shares leads out as unevenly in 100 % of cases (n 60)."
    )
    assert shared(60, 28, 35, 27) == (
        "rep 0 got more than their part: 60 leads, agreed share 38; the other 3 reps got what chance makes of theirs. "
        "Chance alone shares leads out as unevenly in <0.1 % of cases (n 150)."
    )
    assert shared(1, 99).startswith(
        "rep 0 got fewer than their part: 1 lead, agreed share 50; rep 1 got more than their part"
    )
    assert "the other" not in shared(1, 99)


def test_of_many_only_those_farthest_from_their_part_are_named() -> None:
    said = shared(*([100] * 10), *([1] * 10))
    assert said.count("their part") == words.distribution.NAMED
    assert "; 14 more got more or fewer leads than agreed, beyond chance. Chance" in said


def test_a_long_rule_is_cut_and_none_is_not_said() -> None:
    assert words.distribution.rule("  \n") == ""
    assert words.distribution.rule("In\n turn.") == " Agreed: In turn."
    assert len(words.distribution.rule("x" * 4_000)) == len(" Agreed: ") + words.distribution.LONGEST


def _plain(sentence: str) -> str:
    return theme.plain(shown(sentence))
