"""``sla-dash map``: what it asks, takes for granted, writes and never overwrites."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sla_dash import cli, clock
from sla_dash.cli import loading
from sla_dash.errors import SlaDashError
from sla_dash.load.mapping import presets
from tests import ROOT

LEADS = "id,created,owner\n" + "".join(f"{n},0{n}/04/2026,Ann\n" for n in range(1, 6))
PRESET = """
[source.people.columns]
id = "Record ID"
created = "Create Date"
[leads]
source = "people"
[leads.columns]
lead_id = "id"
created_at = "created"
"""
CONTACTS = "Record ID,Create Date\n1,2026-11-02\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder to stand in, no preset, and a folder of one file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "presets").mkdir()
    monkeypatch.setattr(presets, "_FOLDER", tmp_path / "presets")
    monkeypatch.setattr(clock, "zone", lambda: "UTC")
    (tmp_path / "my files").mkdir()
    (tmp_path / "my files" / "leads.csv").write_text(LEADS)
    return tmp_path


def ran(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, ["map", *arguments], input=typed)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "terminal", lambda: True)


def test_away_from_a_terminal_the_likeliest_answers_are_taken_and_said(folder: Path) -> None:
    found = ran("my files")
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        "Proposed from headers and values:",
        "  leads: leads.csv; its name says leads, and id tells its rows apart, which have a date of creation.",
        "    lead_id: id. Its name says so, and every row has one of its own, such as 1, 2, 3.",
        "    owner: owner. Its name says so; 1 different value.",
        "    created_at: created. Its name says so, and its values are dates, such as "
        "01/04/2026, 02/04/2026, 03/04/2026.",
        "    qualified_at: created. A lead is handed over at created, when it was created, as no column is named for "
        "the hand-off.",
        "Taken for granted:",
        "  a lead is handed over at created, when it was created, as no column is named for the hand-off",
        "  in leads.csv dates such as 01/04/2026 are day first, as most countries write them",
        "  times without an offset are in UTC (this machine's)",
        "  every lead and deal is of the stream Sales",
        "The mapping is in mapping.toml. Look it over, then: sla-dash load 'my files' --mapping mapping.toml",
    ]
    assert tomllib.loads((folder / "mapping.toml").read_text("utf-8"))["zone"] == "UTC"


def test_what_is_written_loads() -> None:
    assert ran("my files").exit_code == 0
    loaded = CliRunner().invoke(cli.app, ["load", "my files", "--mapping", "mapping.toml"], catch_exceptions=False)
    assert "leads: leads.csv: 5 rows in = 5 kept + 0 rejected" in loaded.stdout


def test_the_zone_of_the_agreement_is_taken(folder: Path) -> None:
    (folder / "data").mkdir()
    ours = (ROOT / "data" / "agreement.toml").read_bytes() + b"# ours\n"
    (folder / "data" / "agreement.toml").write_bytes(ours)
    assert "times without an offset are in Europe/Warsaw (the agreement's)" in ran("my files").stdout


def test_on_a_terminal_every_question_is_put_and_enter_takes_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    found = ran("my files", typed="2\n9\n2\nEurope/Warsow\nEurope/Paris\n\n")
    assert found.exit_code == 0
    assert (
        "When is a lead handed over to sales? A date that could say it: created.\n  1  created\n  2  no column"
        in found.stdout
    )
    assert "  Number [1]: 9\n  Give a number from 1 to 2.\n" in found.stdout
    assert "Europe/Warsow is not a time zone; did you mean Europe/Warsaw?" in found.stdout
    written = (folder / "mapping.toml").read_text("utf-8")
    assert tomllib.loads(written)["leads"]["columns"] == {
        "lead_id": "id",
        "owner": "owner",
        "created_at": {"column": "created", "format": "%m/%d/%Y"},
    }
    assert tomllib.loads(written)["zone"] == "Europe/Paris"
    assert "Taken for granted" not in written


def test_a_mapping_that_is_there_is_never_replaced_unasked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "mapping.toml").write_text("mine")
    found = ran("my files")
    assert isinstance(found.exception, SlaDashError)
    assert found.exception.message == "mapping.toml is there already, and stays as it is."
    assert (folder / "mapping.toml").read_text() == "mine"
    assert ran("my files", "--output", "other.toml").exit_code == 0
    assert ran("my files", "--force").exit_code == 0
    on_a_terminal(monkeypatch)
    (folder / "mapping.toml").write_text("mine")
    assert isinstance(ran("my files", typed="n\n").exception, SlaDashError)
    assert (folder / "mapping.toml").read_text() == "mine"
    assert ran("my files", typed="y\n\n\n\n\n").exit_code == 0
    assert (folder / "mapping.toml").read_text() != "mine"


def test_a_preset_is_recognised_and_rested_on(folder: Path) -> None:
    (folder / "presets" / "acme.toml").write_text(PRESET)
    (folder / "my files" / "contacts.csv").write_text(CONTACTS)
    assert ran("my files").stdout.splitlines() == [
        "Recognised as acme:",
        "  people: contacts.csv has Record ID, Create Date.",
        "  Left out: leads.csv.",
        "Taken for granted:",
        "  times without an offset are in UTC (this machine's)",
        "  every lead and deal is of the stream Sales",
        "  every user is a person",
        "The mapping is in mapping.toml. Look it over, then: sla-dash load 'my files' --mapping mapping.toml",
    ]
    assert tomllib.loads((folder / "mapping.toml").read_text("utf-8")) == {
        "preset": "acme",
        "zone": "UTC",
        "streams": "Sales",
    }


def test_the_encoding_of_a_source_of_a_preset_is_written_with_the_whole_source(folder: Path) -> None:
    (folder / "presets" / "acme.toml").write_text(PRESET)
    (folder / "my files" / "contacts.csv").write_text(f"{CONTACTS}2,Müller\n", "cp1252")
    assert (
        "contacts.csv is cp1252, as it is not UTF-8, and one of its words is Müller in both\n" in ran("my files").stdout
    )
    assert tomllib.loads((folder / "mapping.toml").read_text("utf-8"))["source"] == {
        "people": {"encoding": "cp1252", "columns": {"id": "Record ID", "created": "Create Date"}}
    }


def test_two_presets_that_fit_are_asked_for_on_a_terminal_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("acme", "twin"):
        (folder / "presets" / f"{name}.toml").write_text(PRESET)
    (folder / "my files" / "contacts.csv").write_text(CONTACTS)
    refused = ran("my files").exception
    assert isinstance(refused, SlaDashError)
    assert refused.message == "The files fit acme and twin equally well. Which of them wrote these files?"
    on_a_terminal(monkeypatch)
    assert ran("my files", typed="2\n\n\n\n\n").exit_code == 0
    assert tomllib.loads((folder / "mapping.toml").read_text("utf-8"))["preset"] == "twin"


def test_what_cannot_be_mapped_is_said_without_a_file_being_written(folder: Path) -> None:
    (folder / "my files" / "leads.csv").write_text("what\nnothing\n")
    refused = ran("my files").exception
    assert isinstance(refused, SlaDashError)
    assert refused.message == (
        "No file of the folder looks like leads.\n- leads.csv: no line of its beginning holds two names or more"
    )
    assert isinstance(ran("nowhere").exception, SlaDashError)
    assert not (folder / "mapping.toml").exists()
