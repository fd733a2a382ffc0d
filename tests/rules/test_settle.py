"""Which findings are settled, and in which order."""

from sla_dash.rules import settle
from sla_dash.rules.settle import Gravity


def test_what_is_lost_comes_before_people_who_wait_and_habits_come_last() -> None:
    assert sorted(Gravity, reverse=True) == [Gravity.LOST, Gravity.WAITING, Gravity.SLIPPING, Gravity.HABIT]


def test_at_most_three_are_chosen_and_each_kind_has_its_first_before_any_has_its_second() -> None:
    assert settle.chosen([]) == ()
    assert settle.chosen([["a1", "a2"]]) == ("a1", "a2")
    assert settle.chosen([["a1", "a2", "a3", "a4"]]) == ("a1", "a2", "a3")
    assert settle.chosen([["a1", "a2", "a3"], ["b1"]]) == ("a1", "a2", "b1")
    assert settle.chosen([["a1", "a2"], ["b1", "b2"], ["c1"], ["d1"]]) == ("a1", "b1", "c1")
    assert settle.chosen([[], ["b1"], []]) == ("b1",)


def test_ten_silent_follow_ups_and_a_fifth_of_all_are_a_matter_for_both_sides() -> None:
    assert settle.too_silent(10, 50)
    assert not settle.too_silent(10, 51)
    assert not settle.too_silent(9, 9)
    assert not settle.too_silent(0, 0)
