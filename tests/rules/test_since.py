"""What moved, which way, and why."""

import pytest

from sla_dash.rules import contact, delivery, since
from sla_dash.rules.since import Stood, Turned, Why

ABOVE, IN, BELOW = delivery.Standing.ABOVE, delivery.Standing.IN, delivery.Standing.BELOW
KEPT, NOT_KEPT, EARLY = contact.Standing.KEPT, contact.Standing.NOT_KEPT, contact.Standing.TOO_EARLY


@pytest.mark.parametrize(
    ("was", "now", "worse"),
    [
        (Stood(IN), Stood(BELOW), True),
        (Stood(IN), Stood(BELOW, could_be_chance=True), True),
        (Stood(BELOW, could_be_chance=True), Stood(BELOW), True),
        (Stood(BELOW), Stood(ABOVE), True),
        (Stood(delivery.Standing.NOTHING_DUE), Stood(ABOVE), True),
        (Stood(BELOW), Stood(BELOW, could_be_chance=True), False),
        (Stood(BELOW), Stood(IN), False),
        (Stood(ABOVE), Stood(BELOW, could_be_chance=True), False),
        (Stood(delivery.Standing.NOTHING_DUE), Stood(IN), False),
        (Stood(KEPT), Stood(NOT_KEPT), True),
        (Stood(EARLY), Stood(NOT_KEPT, could_be_chance=True), True),
        (Stood(NOT_KEPT), Stood(KEPT), False),
        (Stood(EARLY), Stood(KEPT), False),
    ],
)
def test_a_move_into_trouble_deeper_into_it_or_across_the_band_is_for_the_worse(
    was: Stood, now: Stood, worse: bool
) -> None:
    assert since.worse(was, now) is worse


def test_whether_it_could_be_chance_is_only_asked_of_what_is_wrong() -> None:
    assert since.stood(KEPT, could_be_chance=True) == Stood(KEPT)
    assert since.stood(EARLY, could_be_chance=True) == Stood(EARLY)
    assert since.stood(NOT_KEPT, could_be_chance=True).trouble == 1
    assert since.stood(BELOW, could_be_chance=False).trouble == 2
    assert since.stood(IN, could_be_chance=False).trouble == 0


def test_what_a_standing_is_judged_by_goes_before_what_happened() -> None:
    assert since.why(another_version=True, another_target=True) is Why.VERSION
    assert since.why(another_version=False, another_target=True) is Why.TARGET
    assert since.why(another_version=False, another_target=False) is Why.LEADS


def test_the_total_is_of_nobody_and_of_none_it_is_nothing() -> None:
    assert since.total([]) == Turned(None, 0, 0, 0, 0, 0, 0, total=True)
    found = since.total([Turned("ann", 1, 2, 6, 3, 1, 1), Turned(None, 1, 0, 1, 0, 1, 0)])
    assert found == Turned(None, 2, 2, 7, 3, 2, 1, total=True)
    assert found.missed == 3
