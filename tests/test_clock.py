"""The time zone that a machine is set to, where it has a name."""

from pathlib import Path

import pytest

from sla_dash import clock


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("CET-1CEST", None),
        ("/etc/localtime", None),
        ("../../secret", None),
    ],
)
def test_a_zone_in_the_environment_goes_first_where_it_has_a_name(
    named: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", named)
    assert clock.zone() == expected


def test_else_it_is_the_one_that_the_system_links_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    link = tmp_path / "localtime"
    assert clock.zone(link) is None
    link.symlink_to("/usr/share/zoneinfo/Europe/Warsaw")
    assert clock.zone(link) == "Europe/Warsaw"
