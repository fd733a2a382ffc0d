"""Time in words: its largest units, and instants where the people are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sla_dash import theme


@pytest.mark.parametrize(
    ("minutes", "text"), [(None, "not reached"), (0, "0 min"), (59, "59 min"), (60, "1 h"), (1590, "26 h 30 min")]
)
def test_working_time_is_written_in_its_largest_units(minutes: int | None, text: str) -> None:
    assert theme.duration(None if minutes is None else timedelta(minutes=minutes)) == text


def test_instants_are_written_in_the_zone_of_the_people() -> None:
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert theme.day_and_time(at, ZoneInfo("Europe/Warsaw")) == "Fri 20 Nov 09:00"
