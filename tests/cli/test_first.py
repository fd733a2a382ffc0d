"""From an export to a board on the command line, without anything promised before."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sla_dash import agreement, cli, clock, journal
from tests import harvest, morning


@pytest.fixture(autouse=True)
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.ENVIRONMENT, harvest.ENVIRONMENT)
    monkeypatch.setenv("TZ", "Europe/Warsaw")


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.app, [*words, "--data", str(data)])


def said(data: Path, *words: str) -> str:
    done = run(data, *words)
    assert done.exit_code == 0, done.output or done.exception
    return done.output


def refused(data: Path, *words: str) -> str:
    return str(run(data, *words).exception)


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A folder with the harvest as a newcomer loads it: records, and no agreement."""
    export = harvest.write(tmp_path / "before") / "export"
    data = tmp_path / "data"
    text = said(data, "load", str(export), "--mapping", str(export / "mapping.toml"))
    assert "leads.csv: 600 rows in = 600 kept" in text
    assert "There is no agreement yet: `sla-dash agreement draft` writes a first one" in text
    return data


def test_records_are_loaded_and_prepared_again_without_an_agreement(loaded: Path) -> None:
    assert "There is no agreement" in refused(loaded, "standup")
    assert "`sla-dash agreement draft`" in refused(loaded, "check")
    assert "Prepared the newest records again" in said(loaded, "load")


def test_a_draft_is_written_checked_and_used(loaded: Path) -> None:
    text = said(loaded, "agreement", "draft", "--zone", "Asia/Tokyo", "--country", "PL")
    assert "600 leads of 1 type, from 1 July 2026 to 10 September 2026." in text
    assert "targets: 200 leads a month, as in Aug 2026" in text
    assert "quota: 24 k a month" in text
    draft = loaded / "draft-1.toml"
    terms = agreement.parse(draft.read_text("utf-8"))
    assert (terms.timezone, terms.holidays.country) == ("Asia/Tokyo", "PL")
    assert "Version 1, from 2026-07-01: sound, not signed." in said(loaded, "agreement", "check", str(draft))
    draft.rename(loaded / "agreement.toml")
    assert "Prepared the newest records again" in said(loaded, "load")
    assert "due of 200" in said(loaded, "standup")
    assert "sound; 744 rows in = 744 kept + 0 rejected" in said(loaded, "check")


def test_a_draft_that_is_there_is_written_over_only_by_force(loaded: Path) -> None:
    said(loaded, "agreement", "draft")
    draft = loaded / "draft-1.toml"
    assert 'timezone = "Europe/Warsaw"' in draft.read_text("utf-8")
    draft.write_text("mine", "utf-8")
    assert "There is a draft already: draft-1.toml." in refused(loaded, "agreement", "draft")
    assert draft.read_text("utf-8") == "mine"
    said(loaded, "agreement", "draft", "--force")
    assert draft.read_text("utf-8") != "mine"


def test_a_first_version_is_proposed_and_signed_while_nothing_is_in_force(loaded: Path) -> None:
    said(loaded, "agreement", "draft")
    text = said(loaded, "agreement", "propose", str(loaded / "draft-1.toml"), "--name", "ann")
    assert "Still to sign it: Head of marketing, Head of sales." in text
    said(loaded, "agreement", "sign", "--name", "ann", "--role", "Head of marketing")
    assert "There is no agreement" in refused(loaded, "standup")
    assert "The records are prepared under these terms" in said(loaded, "agreement", "sign", "--name", "bob")
    assert "agreement 1, signed" in said(loaded, "standup")


def test_a_file_in_use_that_is_proposed_stays_in_force_from_its_first_day(loaded: Path) -> None:
    said(loaded, "agreement", "draft")
    used = loaded / "agreement.toml"
    (loaded / "draft-1.toml").rename(used)
    said(loaded, "load")
    said(loaded, "agreement", "propose", str(used), "--name", "ann")
    for role in ("Head of marketing", "Head of sales"):
        said(loaded, "agreement", "sign", "--name", role, "--role", role)
    assert journal.read(loaded).agreements.versions[0].held_from is None
    assert "due of 200" in said(loaded, "standup")


def test_beside_an_agreement_the_draft_is_of_its_next_version(tmp_path: Path) -> None:
    data = morning.write(tmp_path)
    text = said(data, "agreement", "draft")
    assert "rename it to agreement-2.toml" in text
    terms = agreement.parse((data / "draft-2.toml").read_text("utf-8"))
    assert (terms.version, str(terms.valid_from), str(terms.next_revision)) == (2, "2027-01-01", "2027-04-01")
    assert "of the agreement so far" in (data / "draft-2.toml").read_text("utf-8")
    shutil.move(data / "draft-2.toml", data / "agreement-2.toml")
    assert "Version 2, from 2027-01-01: sound" in said(data, "agreement", "check")


def test_a_zone_and_a_country_that_nobody_knows_are_refused(loaded: Path) -> None:
    assert "'Warsaw' is not a time zone." in refused(loaded, "agreement", "draft", "--zone", "Warsaw")
    assert "'Poland' is not a country code" in refused(loaded, "agreement", "draft", "--country", "Poland")
    assert not list(loaded.glob("draft-*"))


def test_records_of_an_older_layout_are_said(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sla_dash.load.canonical.LAYOUT", 10_000)
    assert "prepared by another version of the board" in refused(loaded, "agreement", "draft")
    said(loaded, "load")
    said(loaded, "agreement", "draft")
