"""Hours of the week: enough leads for a share, and what chance explains."""

from fractions import Fraction

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
