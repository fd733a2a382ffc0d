"""Local time to UTC, in SQL, against ``zoneinfo`` with ``fold=0``."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_dash.load import zones
from tests.loading import LEADS, loaded

NAMES = (
    "Europe/Warsaw",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Pacific/Apia",
    "UTC",
)
LOCAL = st.datetimes(datetime(1990, 1, 2), datetime(2027, 11, 1))


def python(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)


def changes(zone: str) -> list[datetime]:
    days = zones.days(ZoneInfo(zone), date(1990, 1, 1), date(2027, 12, 1))
    return [day.change_at for day in days if day.change_at is not None]


@pytest.mark.parametrize("zone", NAMES)
def test_every_quarter_hour_around_every_clock_change_is_as_python_has_it(zone: str, tmp_path: Path) -> None:
    locals_ = sorted(
        {
            change + timedelta(minutes=15 * step, seconds=second)
            for change in changes(zone)
            for step in range(-10, 11)
            for second in (-1, 0)
        }
        | {datetime(2026, 1, 1), datetime(2026, 7, 1, 23, 59, 59)}
    )
    mapping = LEADS.replace('"%Y-%m-%d", zone = "UTC"', f'"%Y-%m-%d %H:%M:%S", zone = "{zone}"')
    rows = "".join(f"L{number},{local:%Y-%m-%d %H:%M:%S}\n" for number, local in enumerate(locals_))
    found = loaded(tmp_path, mapping, leads=f"id,created\n{rows}")
    read = dict(found.rows("select cast(lead_id[2:] as integer), created_at from leads"))
    expected = {number: python(local, zone) for number, local in enumerate(locals_)}
    limit = datetime(1990, 1, 1)
    assert read == {number: instant for number, instant in expected.items() if instant >= limit}


@given(locals_=st.lists(st.tuples(LOCAL, st.sampled_from(NAMES)), min_size=40, max_size=40))
@settings(max_examples=30)
def test_the_days_of_a_zone_give_the_offset_of_any_local_time(locals_: list[tuple[datetime, str]]) -> None:
    for local, zone in locals_:
        [day] = zones.days(ZoneInfo(zone), local.date(), local.date())
        later = day.change_at is not None and local >= day.change_at
        seconds = day.later if later and day.later is not None else day.seconds
        assert local - timedelta(seconds=seconds) == python(local, zone)
        assert day.ends_at == python(datetime(local.year, local.month, local.day) + timedelta(days=1), zone)


def test_a_day_without_an_hour_is_local_midnight_even_where_midnight_is_skipped(tmp_path: Path) -> None:
    mapping = LEADS.replace('"UTC"', '"America/Sao_Paulo"')
    found = loaded(tmp_path, mapping, leads="id,created\nL1,2018-11-04\nL2,2018-11-05\nL3,2018-02-18\n")
    assert found.rows("select created_at from leads order by lead_id") == [
        (datetime(2018, 11, 4, 3),),
        (datetime(2018, 11, 5, 2),),
        (datetime(2018, 2, 18, 3),),
    ]


def test_an_offset_in_the_text_wins_over_the_zone_of_the_column(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "Europe/Warsaw"')
    found = loaded(
        tmp_path,
        mapping,
        leads="id,created\nL1,2026-10-25T02:30+02:00\nL2,2026-10-25T02:30+01:00\nL3,2026-10-25T02:30\n",
    )
    assert found.rows("select hour(created_at), minute(created_at) from leads order by lead_id") == [
        (0, 30),
        (1, 30),
        (0, 30),
    ]
