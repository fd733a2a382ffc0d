"""Hours of the week: enough leads for a share, and what chance explains."""

import random
from fractions import Fraction

from sla_dash.rules import hours
from sla_dash.rules.hours import Hour


def test_an_hour_needs_ten_leads_for_a_share() -> None:
    assert [Hour(0, 9, n, 3).enough for n in (9, 10)] == [False, True]
    assert Hour(0, 9, 12, 3).share == Fraction(1, 4)


def test_an_hour_falls_short_where_chance_explains_it_less_than_once_in_a_thousand_times() -> None:
    """Of ten leads at 90 %, chance reaches four or fewer in 0.015 % of times, and five or fewer in 0.16 %."""
    nine_in_ten = Fraction(9, 10)
    assert [Hour(0, 9, 10, in_time).short_of(nine_in_ten) for in_time in (4, 5)] == [True, False]
    assert not Hour(0, 9, 9, 0).short_of(nine_in_ten)
    assert not Hour(0, 9, 10, 0).short_of(None)


NINE_IN_TEN = Fraction(9, 10)


def week(late: dict[tuple[int, int], int], leads: int = 20, usual: int = 1) -> list[Hour]:
    """Working hours from nine to five with so many leads each, of which one is late, or as many as told."""
    return [Hour(day, hour, leads, leads - late.get((day, hour), usual)) for day in range(5) for hour in range(9, 17)]


def test_the_hours_in_which_too_many_are_late_are_found_with_their_edges() -> None:
    found = hours.worst(week({(3, 9): 12, (3, 10): 11}), NINE_IN_TEN)
    assert found == hours.Block(3, 9, 11, 40, 17, 760, 722)
    assert (found.share, found.share_elsewhere) == (Fraction(17, 40), Fraction(722, 760))
    assert found.z < 0


def test_one_hour_is_a_block_and_so_are_four_but_five_are_cut() -> None:
    one = hours.worst(week({(0, 16): 14}), NINE_IN_TEN)
    assert one
    assert (one.weekday, one.first, one.end) == (0, 16, 17)
    for length, end in ((4, 13), (5, 13)):
        found = hours.worst(week({(2, 9 + n): 14 for n in range(length)}), NINE_IN_TEN)
        assert found
        assert (found.first, found.end) == (9, end)


def test_no_hour_is_blamed_where_all_are_alike_whatever_was_promised() -> None:
    assert hours.worst(week({}), NINE_IN_TEN) is None
    assert hours.worst(week({}, usual=10), NINE_IN_TEN) is None
    assert hours.worst([], NINE_IN_TEN) is None


def test_nothing_is_worst_without_a_promise_or_where_it_is_kept_all_the_same() -> None:
    late = week({(3, 9): 12, (3, 10): 11})
    assert hours.worst(late, None) is None
    assert hours.worst(late, Fraction(8, 20)) is None
    assert hours.worst(late, Fraction(41, 100))


def test_few_leads_are_no_block_and_neither_is_a_whole_week() -> None:
    assert hours.worst([Hour(0, 9, 9, 0), Hour(1, 9, 900, 855)], NINE_IN_TEN) is None
    assert hours.worst([Hour(0, 9, 10, 0), Hour(1, 9, 900, 855)], NINE_IN_TEN)
    assert hours.worst([Hour(0, 9, 900, 0), Hour(1, 9, 9, 9)], NINE_IN_TEN) is None
    assert hours.worst([Hour(0, 9, 900, 0), Hour(1, 9, 10, 9)], NINE_IN_TEN)


def test_the_more_weeks_are_looked_at_the_more_it_takes() -> None:
    late = week({(3, 9): 8})
    assert hours.worst(late, NINE_IN_TEN)
    assert hours.worst(late, NINE_IN_TEN, 1_000) is None


def test_by_chance_alone_a_block_is_found_in_fewer_than_one_in_twenty_weeks() -> None:
    drawing = random.Random(8)
    found = 0
    for _ in range(400):
        chance = [
            Hour(day, hour, 30, sum(drawing.random() < 0.85 for _ in range(30)))
            for day in range(5)
            for hour in range(9, 17)
        ]
        found += hours.worst(chance, NINE_IN_TEN) is not None
    assert found <= 20
