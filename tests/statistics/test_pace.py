"""What a month still brings: what closed months teach, and what they do not."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from sla_dash.statistics import forecast, pace
from sla_dash.statistics.forecast import Forecast
from sla_dash.statistics.pace import Closed

TENTH = Fraction(1, 10)
MONTHS = 1_200


def landing(n: int, share: float, target: int, phi: float, closed: list[Closed]) -> Forecast:
    found = forecast.month_end(n, pace.rest(n, share, target, phi, closed), target, TENTH)
    assert found is not None
    return found


def middle(n: int, share: float, *wholes: float, target: int = 200) -> float:
    """Say where a month lands after closed months that went evenly on to these counts."""
    return landing(n, share, target, 1.5, [Closed(share * whole, whole, target) for whole in wholes]).mean


def test_nothing_is_to_come_of_a_month_that_is_over_and_nothing_is_known_without_a_target() -> None:
    assert pace.rest(12, 0.5, None, 1.5, []) is None
    assert pace.rest(12, 0.5, 0, 1.5, []) is None
    assert pace.rest(12, 1, 100, 1.5, []) is None
    assert pace.rest(12, 0.99, 100, 1.5, []) is not None


def test_a_promise_is_believed_as_far_as_closed_months_kept_theirs() -> None:
    assert middle(20, 0.1, *[200] * 6) == pytest.approx(200, rel=0.02)
    assert middle(20, 0.1, *[120] * 6) < 150
    assert middle(4, 0.1, *[40] * 3) == pytest.approx(
        40, rel=0.1
    )  # a target five times too high is soon believed no more
    assert middle(2, 0.1, *[200] * 6) > middle(2, 0.1) > 20  # a slow start is held against the months that were steady


def test_the_latest_months_count_most() -> None:
    rising, falling = middle(0, 0, 100, 120, 150, 200), middle(0, 0, 200, 150, 120, 100)
    assert rising > falling * 1.05


def test_months_without_a_target_say_nothing_whatever_they_brought() -> None:
    closed = [Closed(61, 204, 200)]
    blank = [Closed(10, 20, 0), *closed, Closed(5, 9, 0)]
    assert landing(60, 0.3, 200, 1.5, blank) == landing(60, 0.3, 200, 1.5, closed)


def test_months_that_began_otherwise_than_they_went_on_make_this_one_uncertain() -> None:
    even = [Closed(80, 200, 200)] * 5
    uneven = [Closed(early, 200, 200) for early in (40, 120, 50, 115, 75)]
    narrow, wide = landing(80, 0.4, 200, 1.5, even), landing(80, 0.4, 200, 1.5, uneven)
    assert wide.high - wide.low > 1.3 * (narrow.high - narrow.low)


def test_how_far_a_part_strays_is_learnt_from_both_parts_of_a_month() -> None:
    begun = [1e6 / (1 + np.exp(0.12 * np.sqrt(2) * side)) for side in (1, -1) * 6]  # halves apart by 0.12 √2
    rest = pace.rest(500_000, 0.5, 1_000_000, 1.0, [Closed(early, 1e6, 1_000_000) for early in begun])
    assert rest is not None
    assert rest.weight[np.sqrt(rest.beyond) > 0.2].sum() < 0.2
    assert rest.weight[np.sqrt(rest.beyond) < 0.1].sum() < 0.2


def test_leads_of_a_weekend_before_the_first_working_day_say_nothing_of_the_pace() -> None:
    rest, quiet = pace.rest(10, 0, 1804, 2.0, []), pace.rest(0, 0, 1804, 2.0, [])
    assert rest is not None
    assert quiet is not None
    assert rest.middle == quiet.middle == pytest.approx(1804)
    assert landing(10, 0, 1804, 2.0, []).mean == pytest.approx(1814)


@pytest.mark.parametrize(("n", "target"), [(0, 200_000), (50_000, 10), (3_000_000, 3_000_000), (0, 1)])
def test_what_nobody_would_expect_still_has_an_answer(n: int, target: int) -> None:
    found = landing(n, 0.3, target, 1, [Closed(0, 0, target), Closed(0.3 * target, target, target)])
    assert n <= found.low <= found.mean <= found.high + 1
    assert found.in_band + found.above + found.below == pytest.approx(1)


def believed(random: np.random.Generator, share: float, target: int, phi: float) -> Iterator[tuple[int, int]]:
    """Draw two months, each as (by then, in all), as the model believes them to come about."""
    halved = 0.5 ** np.arange(5) / sum(0.5 ** np.arange(5))
    lasting = random.normal(0, random.choice(pace.OMEGA, p=halved))
    sigma, tau = random.choice(pace.SIGMA), random.choice(pace.TAU, p=halved)
    for _ in range(2):
        breaks = random.random() < pace.BREAKS
        whole = target * np.exp(random.normal(lasting, np.hypot(sigma, pace.BREAK if breaks else 0)))
        beyond = [(phi - 1) / mean + tau**2 for mean in (share * whole, (1 - share) * whole)]
        early, late = (
            int(random.poisson(random.gamma(1 / more, more * mean)))
            for more, mean in zip(beyond, (share * whole, (1 - share) * whole), strict=True)
        )
        yield early, early + late


@pytest.mark.parametrize("closed", [0, 1])
def test_where_months_come_about_as_the_model_believes_it_is_as_sure_as_it_should_be(closed: int) -> None:
    random = np.random.default_rng(20_261_122)
    held, chances, ended = 0, [], []
    for _ in range(MONTHS):
        share, target = random.uniform(0.1, 0.8), int(np.exp(random.uniform(4, 7)))
        months = list(believed(random, share, target, 1.5))
        (n, actual), before = months[-1], [Closed(*month, target) for month in months[:-1]][:closed]
        found = landing(n, share, target, 1.5, before)
        held += found.low <= actual <= found.high
        chances.append(found.in_band)
        ended.append(0.9 * target <= actual <= 1.1 * target)
    assert 0.77 <= held / MONTHS <= 0.83
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = [n for n, chance in enumerate(chances) if low <= chance < low + 0.2]
        said, happened = (np.mean([these[n] for n in inside]) for these in (chances, ended))
        assert said == pytest.approx(happened, abs=0.08), low
