"""Acting now: how long a lead may lie in the hand-off queue, and when an open record is called silent."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

SILENT_AFTER = timedelta(days=7)
"""The weekly status rule: an open lead or opportunity that nobody touched or changed for as long is silent."""


class Age(StrEnum):
    """Bands of the time since hand-off, by the clock on the wall; each excludes its upper end."""

    UNDER_A_DAY = "under 1 day"
    TO_THREE_DAYS = "1–3 days"
    TO_SEVEN_DAYS = "3–7 days"
    OVER_SEVEN_DAYS = "over 7 days"


AGES = tuple(Age)
AGE_EDGES = (timedelta(days=1), timedelta(days=3), timedelta(days=7))


def age(since_hand_off: timedelta) -> Age:
    """Return the band of an age: the reference for the SQL that bands all leads."""
    return AGES[sum(since_hand_off >= edge for edge in AGE_EDGES)]


def by_age(counted: Iterable[tuple[Age, int]]) -> dict[Age, int]:
    """Sum leads by band; every band is there."""
    found = dict.fromkeys(AGES, 0)
    for band, leads in counted:
        found[band] += leads
    return found
