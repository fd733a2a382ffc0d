"""A load that failed is said on every page, on the wall, and at length on the Data page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import clock
from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import failed
from sla_dash.screen import viewer
from tests.screens import APP, PAGES, opened, refused, scene, words

AT = datetime(2026, 11, 19, 9, 15, tzinfo=UTC)
WRONG = MappingError("crm.toml cannot be used:\n- leads.files is missing\n- deal is no table", advice="Correct it.")
SAID = "The last load failed at 10:15: crm.toml cannot be used: leads.files is missing and 1 more."


def fail(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a load fail at a quarter past ten in Warsaw, two minutes before now, to be tried again in ten."""
    for at in (AT - timedelta(minutes=30), AT):
        monkeypatch.setenv(clock.ENVIRONMENT, at.isoformat())
        failed.keep(data, WRONG)
    failed.again(data, AT + timedelta(minutes=12))
    monkeypatch.setenv(clock.ENVIRONMENT, (AT + timedelta(minutes=2)).isoformat())


def wall() -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["wall"] = "1"
    return app.run()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_it_and_of_when_the_records_are(
    name: str, own_morning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(opened(name)) == ""
    fail(own_morning, monkeypatch)
    assert refused(opened(name)) == f"{SAID} You see the records loaded at 09:00."
    failed.clear(own_morning)
    assert refused(opened(name)) == ""


def test_the_data_page_says_all_of_it_and_when_it_is_tried_again(
    own_morning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "failed" not in words(opened("data"))
    fail(own_morning, monkeypatch)
    assert (
        "##### The last load failed: crm.toml cannot be used\n- leads.files is missing\n- deal is no table\n"
        "- It failed Thu 19 Nov 10:15, 2 min ago. Loads fail since Thu 19 Nov 09:45. It is tried again at 10:27.\n"
        "- Correct it."
    ) in words(opened("data"))
    monkeypatch.setenv(clock.ENVIRONMENT, (AT + timedelta(days=2)).isoformat())
    assert "It failed Thu 19 Nov 10:15, 2 d ago. Loads fail since Thu 19 Nov 09:45.\n" in words(opened("data"))


def test_a_wall_says_it_where_there_are_records_and_where_there_are_none(
    own_morning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scene(wall())["warning"] == ""
    fail(own_morning, monkeypatch)
    assert scene(wall())["warning"] == f"{SAID} You see the records loaded at 09:00."
    for file in own_morning.glob("records-*"):
        file.unlink()
    assert scene(wall())["warning"] == SAID
    assert scene(wall())["days"][0]["plain"]["sentence"] == "There are no records in the folder of its data."
    (own_morning / "agreement.toml").write_text("version = nothing", "utf-8")
    assert scene(wall())["warning"].startswith("The last load failed at ")


def test_a_wall_whose_link_opens_nothing_is_told_nothing(own_morning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(own_morning, monkeypatch)
    monkeypatch.setattr(viewer, "login_is_on", lambda: True)
    found = scene(wall())
    assert found["days"][0]["plain"]["sentence"] == viewer.REVOKED.message
    assert found["warning"] == ""


def test_where_there_are_no_records_yet_it_is_said_why(own_morning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in own_morning.glob("records-*"):
        file.unlink()
    fail(own_morning, monkeypatch)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert refused(app).startswith(f"{SAID}\n**There are no records in the folder of its data.**")
    assert SAID in refused(opened("load"))


def test_what_a_file_calls_its_columns_is_text(own_morning: Path) -> None:
    failed.keep(own_morning, RecordsError("leads.csv: **x** ![i](http://e.example) <b>", advice="Put it right."))
    for name in ("data", "standup"):
        app = opened(name)
        (said,) = [one.value for one in app.warning]
        assert "![" not in said
        assert "\\*\\*x" in said
