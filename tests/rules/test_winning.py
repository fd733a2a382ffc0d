"""Contact and winning: like with like beside the crude figure, and nothing while it is too early."""

import pytest

from sla_dash import words
from sla_dash.rules import winning
from sla_dash.rules.winning import Stratum


def stratum(kind: str, *cells: int, untouched: int = 0) -> Stratum:
    a, b, c, d = cells
    return Stratum("SMB", kind, 1, True, a, b, c, d, untouched)


SIMPSON = [stratum("good", 80, 20, 8, 2), stratum("poor", 1, 9, 10, 90, untouched=30)]


def test_the_crude_figure_never_stands_alone() -> None:
    found = winning.compared(SIMPSON)
    assert (found.fast_won, found.fast, found.slow_won, found.slow, found.untouched) == (81, 110, 18, 110, 30)
    assert (found.strata, found.compared) == (2, 220)
    assert found.crude_difference is not None
    assert found.difference is not None
    assert found.crude_difference.value == pytest.approx(63 / 110)
    assert found.difference.value == pytest.approx(0)
    assert found.e_value == pytest.approx(1)
    assert "about as often as the others" in words.winning.verdict(found)
    assert "81 of 110 contacted in time, 18 of 110 not in time" in words.winning.counts(found)


def test_strata_without_both_groups_are_counted_out_of_the_comparison() -> None:
    found = winning.compared([*SIMPSON, stratum("fast only", 5, 5, 0, 0)])
    assert (found.strata, found.compared, found.fast) == (2, 220, 120)


def test_under_ten_wins_in_either_group_there_are_only_counts() -> None:
    assert not winning.compared([stratum("form", 10, 50, 10, 50)]).too_early
    few = winning.compared([stratum("form", 10, 50, 9, 50)])
    assert few.too_early
    assert words.winning.verdict(few).startswith("Too early to tell")
    assert words.winning.counts(few).startswith("Won within 90 days: 10 of 60 contacted in time")
    assert not [said for said in words.winning.counted(few) if "E-value" in said]


def test_no_leads_are_a_sentence() -> None:
    assert "90 days old yet" in words.winning.verdict(winning.compared([]))


def test_the_sign_of_a_difference_beyond_chance_is_said() -> None:
    more, less = stratum("form", 60, 40, 20, 80), stratum("form", 20, 80, 60, 40)
    assert "more often" in words.winning.verdict(winning.compared([more]))
    assert "less often" in words.winning.verdict(winning.compared([less]))
    assert "+40.0 points" in words.winning.counts(winning.compared([more]))
    assert "−40.0 points" in words.winning.counts(winning.compared([less]))
