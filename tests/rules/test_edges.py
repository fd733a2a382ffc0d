"""Exactly on the edge, rule by rule: at the very instant, at the very share, on the very number."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from sla_dash.agreement import Milestone
from sla_dash.calendar import Calendar
from sla_dash.rules import contact, delivery, followup
from sla_dash.rules.contact import Standing, State
from sla_dash.rules.delivery import Counts, Pace
from sla_dash.rules.followup import Kept
from sla_dash.statistics.survival import Share
from tests.times import NINE_TO_FIVE

NINE = datetime(2026, 11, 2, 8, tzinfo=UTC)  # a Monday in Warsaw
HOURS_4, SECOND, DAY = timedelta(hours=4), timedelta(seconds=1), timedelta(days=1)
WEEKDAYS = Calendar(ZoneInfo("Europe/Warsaw"), (NINE_TO_FIVE,) * 5 + ((), ()))
TWO_BY_DAY_1 = Milestone(day=1, attempts=2)


@pytest.mark.parametrize(("at", "state"), [(NINE + SECOND, State.MET), (NINE + 2 * SECOND, State.WAITING)])
def test_a_contact_at_this_very_instant_has_happened(at: datetime, state: State) -> None:
    assert contact.state(NINE, at, NINE + SECOND, HOURS_4, WEEKDAYS) is state


@pytest.mark.parametrize(("at", "state"), [(NINE, State.MET), (NINE - SECOND, State.INVALID)])
def test_a_contact_at_the_very_start_is_in_time(at: datetime, state: State) -> None:
    assert contact.state(NINE, at, NINE + HOURS_4, HOURS_4, WEEKDAYS) is state


@pytest.mark.parametrize(("ended", "state"), [(NINE + SECOND, State.BREACHED), (NINE + 2 * SECOND, State.WAITING)])
def test_a_lead_closed_at_this_very_instant_is_closed(ended: datetime, state: State) -> None:
    assert contact.state(NINE, None, NINE + SECOND, HOURS_4, WEEKDAYS, ended=ended) is state


@pytest.mark.parametrize(
    ("low", "high", "chance"), [(0.9, 0.95, True), (0.85, 0.9, True), (0.91, 0.95, False), (0.8, 0.89, False)]
)
def test_a_share_promised_on_the_very_edge_of_the_interval_could_be_chance(
    low: float, high: float, chance: bool
) -> None:
    found = contact.standing(Share((low + high) / 2, low, high), Fraction(9, 10), 10)
    assert found[1] is chance
    assert found[0] is (Standing.KEPT if low + high >= 1.8 else Standing.NOT_KEPT)


@pytest.mark.parametrize(("apart", "attempts"), [(followup.ONE_ATTEMPT, 2), (followup.ONE_ATTEMPT - SECOND, 1)])
def test_a_touch_ten_minutes_after_another_is_an_attempt_of_its_own(apart: timedelta, attempts: int) -> None:
    assert len(followup.attempts([NINE, NINE + apart], NINE, None)) == attempts


@pytest.mark.parametrize(("stop", "kept"), [(NINE + DAY - SECOND, Kept.EXEMPT), (NINE + DAY, Kept.MISSED)])
def test_a_follow_up_that_stops_at_the_due_instant_was_due(stop: datetime, kept: Kept) -> None:
    assert followup.milestone(NINE, [NINE], NINE + 2 * DAY, stop, TWO_BY_DAY_1)[0] is kept


@pytest.mark.parametrize(("stop", "kept"), [(NINE + SECOND, Kept.EXEMPT), (NINE + 2 * SECOND, Kept.PENDING)])
def test_a_follow_up_that_stops_at_this_very_instant_has_stopped(stop: datetime, kept: Kept) -> None:
    assert followup.milestone(NINE, [NINE], NINE + SECOND, stop, TWO_BY_DAY_1)[0] is kept


@pytest.mark.parametrize("net", [0, 20, 30, 44, 45, 50, 55, 56, 70, 80, 120])
@pytest.mark.parametrize("value", [None, Fraction(128)])
@pytest.mark.parametrize("phi", [1.0, 4.0])
def test_only_what_has_a_value_and_is_out_of_band_within_the_noise_could_be_chance_by_value(
    net: int, value: Fraction | None, phi: float
) -> None:
    """Half of a target of 100 is due: the band is 45 to 55, and the noise guard 2.25·√(φ·50)/√√½ to either side."""
    pace = Pace(Fraction(1, 2), 10, 20)
    line = delivery.month_to_date("SMB", "form", Counts(net, 0, 0), 100, value, pace, phi, Fraction(1, 10))
    out, guard = not 45 <= net <= 55, 2.25 * (phi * 50) ** 0.5 / 0.5**0.25
    assert line.could_be_chance is (out and abs(net - 50) <= guard)
    assert line.value_could_be_chance is (line.could_be_chance and value is not None)
    total = delivery.total([line], pace, phi, Fraction(1, 10))
    assert (total.could_be_chance, total.value_could_be_chance) == (line.could_be_chance, line.value_could_be_chance)
