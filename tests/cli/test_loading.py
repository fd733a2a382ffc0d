"""``sla-dash load``: what it recognises, asks, takes for granted and keeps; what is wrong is one clear message."""

import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli, clock, demo, places
from sla_dash.cli import loading
from sla_dash.load.mapping import presets
from tests import ROOT, exported

HUBSPOT = exported.EXPORTS / "hubspot"
HUBSPOT_PRESET = (ROOT / "sla_dash" / "load" / "presets" / "hubspot.toml").read_text("utf-8")
GRANTED = """Taken for granted:
  times without an offset are in Europe/Warsaw (this machine's)
  every lead and deal is of the stream Sales
  a lead is handed over when its status becomes Marketing Qualified Lead
  every user is a person
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and nobody at the terminal."""
    monkeypatch.setenv(clock.ENVIRONMENT, (HUBSPOT / "as_of").read_text("utf-8").strip())
    monkeypatch.setenv(places.ENVIRONMENT, str(tmp_path / "data"))
    monkeypatch.delenv("SLA_DASH_JOURNAL", raising=False)
    monkeypatch.setattr(clock, "zone", lambda: "Europe/Warsaw")
    monkeypatch.setattr(loading, "terminal", lambda: False)
    return tmp_path / "data"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The files of HubSpot, and nothing else."""
    (tmp_path / "export").mkdir()
    for file in HUBSPOT.glob("*.csv"):
        shutil.copy(file, tmp_path / "export")
    return tmp_path / "export"


def agreed(data: Path) -> None:
    data.mkdir(exist_ok=True)
    shutil.copy(HUBSPOT / "agreement.toml", data)


def said(*words: object, typed: str | None = None) -> str:
    done = CliRunner().invoke(cli.app, ["load", *map(str, words)], input=typed)
    assert done.exit_code == 0, done.output or done.exception
    return done.stdout


def refused(capfd: pytest.CaptureFixture[str], *words: object) -> str:
    """Return the one message of a command that ends with 1, without a traceback."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.argv", ["sla-dash", "load", *map(str, words)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
    assert caught.value.code == 1
    told = capfd.readouterr()
    assert "Traceback" not in told.err
    assert told.out == ""
    return told.err


def test_a_folder_is_recognised_and_the_mapping_kept_and_used_the_next_time(export: Path, data: Path) -> None:
    text = said(export)
    assert text.startswith(
        "Recognised as hubspot:\n  contacts: hubspot-crm-exports-all-contacts-2026-11-19.csv has Record ID, "
    )
    assert GRANTED in text
    assert f"The mapping is kept in {data}/mapping.toml for the next time.\n" in text
    assert text.endswith(f"{loading.NO_AGREEMENT}\n")
    kept = (data / "mapping.toml").read_text("utf-8")
    assert tomllib.loads(kept)["zone"] == "Europe/Warsaw"
    assert len(places.snapshots(data)) == 1
    again = said(export)
    assert again.startswith(
        f"By {data}/mapping.toml, which the last load has kept; remove it to have the folder looked at anew.\n"
    )
    assert "Taken for granted" not in again
    assert (data / "mapping.toml").read_text("utf-8") == kept
    assert len(places.snapshots(data)) == 2


def test_a_preset_that_is_named_is_taken_though_a_mapping_is_kept(export: Path, data: Path) -> None:
    agreed(data)
    (data / "mapping.toml").write_text("broken", "utf-8")
    text = said(export, "--preset", "hubspot")
    assert "Recognised as hubspot:" in text
    assert "times without an offset are in Europe/Warsaw (the agreement's)" in text
    assert "every lead and deal is of the stream S\n" in text
    assert loading.NO_AGREEMENT not in text
    assert tomllib.loads((data / "mapping.toml").read_text("utf-8"))["streams"] == "S"


def test_what_cannot_be_loaded_is_one_message(
    tmp_path: Path, export: Path, data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert refused(capfd, export, "--preset", "hubspt").startswith(
        "There is no preset hubspt; did you mean hubspot?\nThe presets are dynamics, hubspot, "
    )
    assert f"{export} lacks files that the mapping needs:\n- inbox: no file has the columns Lead - ID" in refused(
        capfd, export, "--preset", "pipedrive"
    )
    assert f"There is no folder {tmp_path}/nowhere." in refused(capfd, tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert refused(capfd, tmp_path / "empty").startswith("No file of the folder looks like leads.\n")
    (tmp_path / "empty" / "prose.csv").write_text("what,why\nnothing,never\n", "utf-8")
    (tmp_path / "empty" / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    text = refused(capfd, tmp_path / "empty")
    assert text.startswith("No file of the folder looks like leads.\n- prose.csv: ")
    assert "\n- paper.pdf: " in text
    assert not places.snapshots(data)
    assert not (data / "mapping.toml").exists()


def test_a_kept_mapping_that_does_not_fit_is_said(export: Path, data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data.mkdir()
    (data / "mapping.toml").write_text("what = 1", "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.argv", ["sla-dash", "load", str(export)])
        with pytest.raises(SystemExit, match="1"):
            cli.main()
    told = capfd.readouterr()
    assert told.out.startswith(f"By {data}/mapping.toml, which the last load has kept; remove it")
    assert told.err.startswith("\nmapping.toml cannot be used:\n- ")
    assert (data / "mapping.toml").read_text("utf-8") == "what = 1"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--preset", "hubspot"], "--mapping and --preset need a folder"),
        (["--mapping", "m.toml"], "--mapping and --preset need a folder"),
        (["--spark", "sc://here"], "--spark needs a mapping, which names tables of the lake, and no folder"),
        (["here", "--spark", "sc://here", "--mapping", "m.toml"], "--spark needs a mapping"),
        (["here", "--mapping", "m.toml", "--preset", "hubspot"], "a mapping names its preset itself"),
    ],
)
def test_options_that_do_not_go_together_are_a_matter_of_usage(words: list[str], message: str) -> None:
    done = CliRunner().invoke(cli.app, ["load", *words], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert message in done.stderr


def test_two_that_fit_are_to_be_named_away_from_a_terminal(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "presets").mkdir()
    for name in ("twin-a", "twin-b"):
        (tmp_path / "presets" / f"{name}.toml").write_text(HUBSPOT_PRESET, "utf-8")
    monkeypatch.setattr(presets, "_FOLDER", tmp_path / "presets")
    assert refused(capfd, export) == (
        "The files fit twin-a and twin-b equally well. Which of them wrote these files?\n"
        "Name it: --preset twin-a or --preset twin-b.\n"
    )
    assert "Recognised as twin-b:" in said(export, "--preset", "twin-b")


def test_on_a_terminal_everything_is_asked_words_too(export: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed(data)
    monkeypatch.setattr(loading, "terminal", lambda: True)
    deals = export / "hubspot-crm-exports-all-deals-2026-11-19.csv"
    deals.write_text(deals.read_text("utf-8").replace("Closed won", "Signed off"), "utf-8")
    text = said(export, typed="Europe/Warsow\nEurope/Warsaw\n1\n\nBot, Mailer\n2\n2\n")
    assert "Europe/Warsow is not a time zone; did you mean Europe/Warsaw?" in text
    assert "Of which revenue stream are these leads and deals?\n  1  S\n  2  as the CRM calls them\n" in text
    assert "What does the agreement call the lead type Organic Search (20 leads)?" in text
    assert "at the stage Signed off (" in text
    assert "Taken for granted:" not in text
    kept = tomllib.loads((data / "mapping.toml").read_text("utf-8"))
    assert kept["robots"] == ["Bot", "Mailer"]
    assert kept["lead_types"] == {"Organic Search": "web"}
    assert kept["stages"] == {"Signed off": "won"}


def test_who_leaves_while_being_asked_leaves_everything_as_it_was(
    export: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.bring_terms(data)
    before = sorted(path.name for path in data.iterdir())
    monkeypatch.setattr(loading, "terminal", lambda: True)
    monkeypatch.setattr(demo, "aside", lambda _: pytest.fail("the made-up company was put aside before the answers"))
    done = CliRunner().invoke(cli.app, ["load", str(export)], input="Europe/Warsaw\n")
    assert done.exit_code == 1
    assert sorted(path.name for path in data.iterdir()) == before


def test_the_made_up_company_makes_room_and_comes_back_where_nothing_is_loaded(
    export: Path, data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    demo.bring_terms(data)
    terms = sorted(path.name for path in data.glob("agreement*.toml"))
    (export.parent / "wrong.toml").write_text('preset = "pipedrive"', "utf-8")
    assert "lacks files" in refused(capfd, export, "--mapping", export.parent / "wrong.toml")
    assert sorted(path.name for path in data.glob("agreement*.toml")) == terms
    text = said(export)
    assert f"The made-up company is kept in {data}/made-up-company.\n" in text
    assert "times without an offset are in Europe/Warsaw (this machine's)" in text
    assert text.endswith(f"{loading.NO_AGREEMENT}\n")
    assert not list(data.glob("agreement*.toml"))
    assert sorted(path.name for path in (data / "made-up-company").glob("agreement*.toml")) == terms


def test_records_prepared_again_make_room_and_say_which_older_ones_went(data: Path, export: Path) -> None:
    said(export)
    [first] = places.snapshots(data)
    (data / "privacy.toml").write_text("snapshots = 1\n")
    found = said()
    [second] = places.snapshots(data)
    assert found == (
        f"Prepared the newest records again, as {second.name}.\nRemoved, as no more are kept: {first.name}.\n"
        f"{loading.NO_AGREEMENT}\n"
    )
