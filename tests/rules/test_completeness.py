from fractions import Fraction

import pytest

from sla_dash.rules.completeness import Filled, Held, judged


@pytest.mark.parametrize(
    ("rows", "of", "held"),
    [
        (0, 10, Held.MISSING),
        (0, None, Held.MISSING),
        (1, None, Held.THERE),
        (8, 10, Held.PARTLY),
        (9, 10, Held.THERE),
        (10, 10, Held.THERE),
    ],
)
def test_nine_in_ten_are_enough_and_what_few_rows_have_reason_to_carry_is_there_by_one(
    rows: int, of: int | None, held: Held
) -> None:
    assert Filled("score", rows, of).held is held


def test_what_is_missing_comes_first_then_the_least_filled() -> None:
    found = [Filled("a", 10, 10), Filled("b", 5, 10), Filled("c", 0, 10), Filled("d", 4, 10), Filled("e", 3, None)]
    assert [one.part for one in judged(found)] == ["c", "d", "b", "a", "e"]


def test_of_an_empty_table_only_the_table_is_missing() -> None:
    assert [one.part for one in judged([Filled("deals", 0, None), Filled("amount", 0, 0)])] == ["deals"]
    assert Filled("amount", 0, 0).share is None
    assert Filled("amount", 1, 2).share == Fraction(1, 2)
