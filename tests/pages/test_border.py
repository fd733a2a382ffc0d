"""What is raised behind a page becomes a sentence on it, and what stands in the address never breaks one."""

import random
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import clock, journal
from sla_dash.errors import SlaDashError
from sla_dash.screen import choices
from sla_dash.screen.border import UNFORESEEN
from tests import harvest
from tests.screens import APP, PAGES, foreseen, opened, words

KEYS = "as_of month stream lead_type measure profile details clock cohorts owner search of start horizon scenario"
KEYS += " view version"
VALUES = """0 -1 1e400 nan 9999-12-31 0001-01-01T00:00Z 9999-12-31T23:59-14:00 2026-11 2026-13 all now (none) value true
[] [["x"]] ["a","SMB",1e999,1,1,[["form",1,1,1,1,0]]] ["a","SMB",1,1,0.5,[["form",1,1,1,1,1e99]]] <h1>x</h1> ../etc"""


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harvest.write(tmp_path_factory.mktemp("harvest"))


@pytest.mark.usefixtures("at_morning")
def test_what_nobody_foresaw_is_a_sentence_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("/srv/secret")

    monkeypatch.setattr(choices, "choose", broken)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert words(app) == f"**{UNFORESEEN.message}**\n\n{UNFORESEEN.advice}"
    assert "/srv/secret" in caplog.text


def test_no_path_of_the_server_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path))
    for _ in ("no records", "no agreement", "a damaged snapshot"):
        said = words(AppTest.from_file(str(APP), default_timeout=60).run())
        assert said
        assert str(tmp_path) not in said
        (tmp_path / "records-20261119T080000Z.duckdb").write_bytes(b"x")
        if _ == "no agreement":
            (tmp_path / "agreement.toml").write_text(harvest.AGREEMENT, "utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_at_both_ends_of_time(name: str, harvested: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(harvested))
    for year in (clock.FIRST_YEAR, clock.LAST_YEAR):
        assert not opened(name, as_of=f"{year}-06-15T09:00Z").error


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00Z", "9999-12-31T23:59-14:00", "1969-12-31T00:00Z", "2100-01-01T00:00Z"]
)
def test_an_instant_too_far_away_is_said(text: str) -> None:
    with pytest.raises(SlaDashError, match="is too far away"):
        clock.instant(text)


@pytest.mark.parametrize("name", PAGES)
def test_whatever_stands_in_the_address_the_page_is_there_or_says_what_is_wrong(
    name: str, harvested: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(harvested))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)
    drawing = random.Random(name)
    stream = journal.read(harvested).agreements.versions[0].streams[0].name
    keys = [*KEYS.split(), *(f"{stream} agreement {what}" for what in ("quota", "order", "sure", "form win"))]
    for _ in range(6):
        chosen = {key: drawing.choice(VALUES.split()) for key in drawing.sample(keys, 4)}
        try:
            foreseen(opened(name, **chosen))
        except AssertionError as error:
            raise AssertionError(chosen) from error
