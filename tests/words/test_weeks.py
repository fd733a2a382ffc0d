"""The weeks of contact in words: how long the promise has been kept, or missed."""

from datetime import date
from fractions import Fraction

import pytest

from sla_dash import words
from sla_dash.rules.weeks import WEEK, Week
from sla_dash.statistics.survival import Share

MONDAY, PROMISED = date(2026, 9, 7), Fraction(4, 5)


def week(n: int, share: float, wide: float, waiting: int = 0) -> Week:
    return Week(MONDAY + n * WEEK, Share(share, share - wide, share + wide), 100, round(100 * share), 100, waiting)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.9, 0.8, 0.85], "The promise was kept in every week that is settled"),
        ([0.7, 0.9, 0.85], "The promise was kept for 2 weeks"),
        ([0.9, 0.9, 0.7], "Below the promise in the last settled week"),
        ([0.9, 0.9, 0.78], "Below the promise in the last settled week, too close to call"),
        ([0.9, 0.7, 0.78], "Below the promise for 2 weeks"),
        ([0.9, 0.79, 0.78], "Below the promise for 2 weeks; each alone too close to call"),
    ],
)
def test_the_latest_settled_weeks_are_the_finding(shares: list[float], said: str) -> None:
    settled = [week(n, share, 0.05) for n, share in enumerate(shares)]
    assert words.weeks.finding([*settled, week(len(shares), 0.1, 0.05, waiting=3)], PROMISED) == said
    assert words.weeks.finding(settled, None) == "In time, week by week"


def test_a_week_that_is_written_like_the_promise_is_told_from_it() -> None:
    assert words.weeks.in_week(week(0, 0.798, 0.04), PROMISED).startswith("79.8 % of 80.0 % promised (76–84 %)")
    assert words.weeks.in_week(week(0, 0.9, 0.04), PROMISED) == "90 % (86–94 %), 90 in time, 10 late, 0 open"
